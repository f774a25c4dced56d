import { Trans, useLingui } from '@lingui/react/macro';
import { commandSchema } from '@offtake/deals/command';
import { useForm, useStore } from '@tanstack/react-form';
import { useEffect, useRef, useState } from 'react';
import type { Violation } from '../api/request.ts';
import type { BookEvent } from '../api/shapes.ts';
import { useCurrentBook } from '../app/current-book.tsx';
import { Note } from '../design/panel.tsx';
import { useBookHistory } from '../time/book-history.tsx';
import { type Draft, dropDraft, keepDraft } from './drafts.ts';
import { dataSpecOf, type EventForm } from './event-forms.ts';
import type { FieldSpec } from './field-spec.ts';
import { FormProvider } from './form-context.tsx';
import { fieldName, filledIn, pointersOf, type Values } from './form-values.ts';
import { onlyWhatIsNew, otherWords, presentDataOf, presentParty, takesOtherWords } from './present-data.ts';
import { FieldGroup } from './spec-field.tsx';
import { useRecording } from './use-recording.ts';
import { useSuggestions } from './use-suggestions.ts';
import { ViolationNotes } from './violation-notes.tsx';
import { placeViolations, violationsOf } from './violations.ts';

interface RecordFormProps {
  readonly form: EventForm;
  readonly draftName: string;
  readonly first: Draft;
  readonly onDiscard: () => void;
}

/** One event to be recorded: the same schemas refuse it here as at the API, and refusals stand at their fields. */
export function RecordForm({ form: { type, spec }, draftName, first, onDiscard }: RecordFormProps) {
  const { t } = useLingui();
  const { book } = useCurrentBook();
  const { events } = useBookHistory();
  const form = useForm({ defaultValues: first.values });
  const values = useStore(form.store, (state) => state.values);
  const [violations, setViolations] = useState<readonly Violation[]>([]);
  const element = useRef<HTMLFormElement>(null);
  const recording = useRecording(book, () => dropDraft(draftName));
  const suggestions = useSuggestions(book, String(values['deal'] ?? ''), String(values['party'] ?? ''));

  const about = String((values['data'] as Values | undefined)?.['event'] ?? '');
  const original = events.find((event) => event.event === about);
  const dataSpec = takesOtherWords(type) && original ? dataSpecOf(original.type) : null;
  const fields = new Set(pointersOf(spec, values, dataSpec));

  useEffect(() => {
    if (values !== first.values) keepDraft(draftName, { ...first, values });
  }, [values, draftName, first]);
  useEffect(() => {
    if (violations.length > 0) element.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [violations]);

  const write = (pointer: string, value: unknown) => {
    form.setFieldValue(fieldName(pointer) as never, value as never);
    // What is being corrected, disputed or updated starts as it stands in the book.
    if (pointer === '/data/event') {
      const copy = otherWords(type, suggestions.events, String(value));
      for (const [field, data] of Object.entries(copy)) form.setFieldValue(`data.${field}` as never, data as never);
    }
    if (pointer === '/party' && type === 'PartyUpdated') {
      const present = presentParty(events.filter(({ stream }) => stream === `party/${value}`));
      if (present) form.setFieldValue('data' as never, present as never);
    }
    // A leg owes in one unit: choosing the leg says the unit of the quantity beside it.
    const named = pointer.endsWith('/leg') ? suggestions.deal?.legs.find((leg) => leg.leg === value) : undefined;
    const beside = pointer.replace(/leg$/, 'quantity/unit');
    if (named) form.setFieldValue(fieldName(beside) as never, named.unit as never);
    setViolations((before) => before.filter((violation) => !violation.path.startsWith(pointer)));
  };

  const submit = async () => {
    const command = withoutWhatStays({ type, ...(filledIn(spec, values, dataSpec) as Values) }, suggestions.events);
    const checked = commandSchema.safeParse(command);
    if (!checked.success) return setViolations(violationsOf(checked.error.issues));
    if (saysTheSame(command, suggestions.events, dataSpec)) return setViolations([SAME_AS_RECORDED]);
    setViolations([]);
    const version = suggestions.deal?.version ?? null;
    const attempt = { command, idempotencyKey: first.idempotencyKey, version };
    await recording.mutateAsync(attempt).catch((problem: { violations?: readonly Violation[] }) => {
      setViolations(problem.violations ?? []);
    });
  };

  const shared = {
    type,
    read: (pointer: string) => valueAt(values, pointer),
    write,
    violationsAt: placeViolations(violations, fields),
    dataSpec,
    suggestions,
  };
  return (
    <FormProvider value={shared}>
      <form
        ref={element}
        noValidate
        data-testid="record-form"
        data-type={type}
        aria-label={t`Event to be recorded`}
        className="grid gap-5 p-4"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <FieldGroup fields={spec.fields} pointer="" />
        <ViolationNotes pointer="" />
        <Refused problem={recording.error} count={violations.length} />
        <div className="flex flex-wrap items-center gap-2 border-t border-line pt-4">
          <button
            type="submit"
            data-testid="record-submit"
            className="button button-strong"
            disabled={recording.isPending}
          >
            {recording.isPending ? <Trans>Recording…</Trans> : <Trans>Record the event</Trans>}
          </button>
          <button type="button" className="button button-quiet" onClick={onDiscard}>
            <Trans>Discard the draft</Trans>
          </button>
          <p className="text-label text-faint">
            <Trans>What is recorded is never changed or deleted: mistakes are corrected by further events.</Trans>
          </p>
        </div>
      </form>
    </FormProvider>
  );
}

const SAME_AS_RECORDED: Violation = {
  rule: 'same-as-recorded',
  path: '/data/alternative',
  message: 'the other version says what is recorded',
};

/** Whether the other version of a dispute is still the copy that it began as. */
function saysTheSame({ type, data }: Values, stream: readonly BookEvent[], dataSpec: FieldSpec | null): boolean {
  const { event, alternative } = (data ?? {}) as Values;
  if (type !== 'DisputeRaised' || !alternative || !dataSpec) return false;
  const present = filledIn(dataSpec, presentDataOf(stream, String(event)));
  return JSON.stringify(present) === JSON.stringify(alternative);
}

/** Of an update that began as a copy of the present, only the changes. */
function withoutWhatStays(command: Values, stream: readonly BookEvent[]): Values {
  const present = command['type'] === 'PartyUpdated' ? presentParty(stream) : null;
  return present ? { ...command, data: onlyWhatIsNew(present, (command['data'] ?? {}) as Values) } : command;
}

interface RefusedProps {
  readonly problem: { readonly status: number; readonly message: string } | null;
  readonly count: number;
}

function Refused({ problem, count }: RefusedProps) {
  if (count > 0) {
    return (
      <Note tone="bad">
        <Trans>Not recorded. See the marked fields ({count}).</Trans>
      </Note>
    );
  }
  if (!problem) return null;
  return (
    <Note tone="bad">
      {problem.status === 412 ? (
        <Trans>Somebody else has just changed this deal. Look at it again, then record.</Trans>
      ) : null}
      {problem.status === 403 ? <Trans>You may read this book, but not record in it.</Trans> : null}
      {problem.status === 0 ? <Trans>Nothing answers at the moment. The draft is kept.</Trans> : null}
      {[412, 403, 0].includes(problem.status) ? null : problem.message}
    </Note>
  );
}

function valueAt(values: Values, pointer: string): unknown {
  return pointer
    .split('/')
    .filter(Boolean)
    .reduce<unknown>((value, step) => (value as Values | undefined | null)?.[step], values);
}
