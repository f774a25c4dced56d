import { Trans, useLingui } from '@lingui/react/macro';
import { commandSchema } from '@offtake/deals/command';
import { useForm, useStore } from '@tanstack/react-form';
import { useEffect, useRef } from 'react';
import type { Violation } from '../api/request.ts';
import { useCurrentBook } from '../app/current-book.tsx';
import { Note } from '../design/panel.tsx';
import { PreviewPanel } from '../preview/preview-panel.tsx';
import { useBookHistory } from '../time/book-history.tsx';
import { type Draft, dropDraft, keepDraft } from './drafts.ts';
import { commandOf, saysTheSame } from './event-command.ts';
import { dataSpecOf, type EventForm } from './event-forms.ts';
import { FormProvider } from './form-context.tsx';
import { fieldName, pointersOf, type Values, valueAt } from './form-values.ts';
import { takesOtherWords } from './present-data.ts';
import { FieldGroup } from './spec-field.tsx';
import { useRecording } from './use-recording.ts';
import { useRefusals } from './use-refusals.ts';
import { useSettled } from './use-settled.ts';
import { useSuggestions } from './use-suggestions.ts';
import { ViolationNotes } from './violation-notes.tsx';
import { placeViolations, violationsOf } from './violations.ts';
import { whatFollows } from './what-follows.ts';

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
  const element = useRef<HTMLFormElement>(null);
  const { violations, attempt, refuse, reopen } = useRefusals(element);
  const recording = useRecording(book, () => dropDraft(draftName));
  const suggestions = useSuggestions(book, String(values['deal'] ?? ''), String(values['party'] ?? ''));
  const { events: stream } = suggestions;

  const about = String((values['data'] as Values | undefined)?.['event'] ?? '');
  const original = events.find((event) => event.event === about);
  const dataSpec = takesOtherWords(type) && original ? dataSpecOf(original.type) : null;
  const command = commandOf({ type, spec, values, dataSpec, stream });
  const settled = useSettled(JSON.stringify(command));

  useEffect(() => {
    if (values !== first.values) keepDraft(draftName, { ...first, values });
  }, [values, draftName, first]);

  const write = (pointer: string, value: unknown) => {
    form.setFieldValue(fieldName(pointer) as never, value as never);
    for (const [name, follows] of whatFollows({ type, pointer, value, values, suggestions, events })) {
      form.setFieldValue(name as never, follows as never);
    }
    reopen(pointer);
  };

  const submit = async () => {
    const checked = commandSchema.safeParse(command);
    if (!checked.success) return refuse(violationsOf(checked.error.issues));
    if (saysTheSame(command, stream, dataSpec)) return refuse([SAME_AS_RECORDED]);
    refuse([]);
    const version = suggestions.deal?.version ?? null;
    const sent = { command, idempotencyKey: first.idempotencyKey, version };
    await recording.mutateAsync(sent).catch((problem: { violations?: readonly Violation[] }) => {
      refuse(problem.violations ?? []);
    });
  };

  const shared = {
    type,
    read: (pointer: string) => valueAt(values, pointer),
    write,
    violationsAt: placeViolations(violations, new Set(pointersOf(spec, values, dataSpec))),
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
        <PreviewPanel said={settled} onShow={(refusal) => refuse([refusal])} />
        <Refused key={attempt} problem={recording.error} count={violations.length} />
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
