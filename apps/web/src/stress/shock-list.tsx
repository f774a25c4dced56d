import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { Violation } from '../api/request.ts';
import { useSetUrl, useUrl } from '../app/place.ts';
import { Icon } from '../design/icon.tsx';
import { useBookHistory } from '../time/book-history.tsx';
import { useWords } from '../words/use-words.ts';
import { parseShocks, printShocks, type Shock, sentAs } from './assumptions.ts';
import { ShareField, WholeField } from './number-fields.tsx';

/** The shocks, any number of each but the exit: one that is begun and not finished does not count yet. */
export function ShockList({ violations }: { readonly violations: readonly Violation[] }) {
  const { shocks: text } = useUrl();
  const setUrl = useSetUrl();
  const shocks = parseShocks(text);
  const set = (next: readonly Shock[]) => void setUrl({ shocks: printShocks(next) });
  const change = (i: number, shock: Shock) => set(shocks.map((each, j) => (j === i ? shock : each)));
  return (
    <div className="grid gap-3">
      {shocks.length === 0 ? (
        <p className="text-soft">
          <Trans>Nothing yet: everyone pays what is due, as far as it can.</Trans>
        </p>
      ) : null}
      <ul className="grid gap-2">
        {shocks.map((shock, i) => (
          <li key={i} data-testid="shock" data-is={shock.is} className="rounded-md border border-line bg-page p-3">
            <ShockFields shock={shock} onChange={(next) => change(i, next)}>
              <RemoveButton position={i + 1} onRemove={() => set(shocks.filter((_, j) => j !== i))} />
            </ShockFields>
            {violations
              .filter(({ path }) => path.startsWith(`/shocks/${sentAs(shocks, i) ?? '-'}/`))
              .map(({ path, message }) => (
                <p key={path} className="mt-1 font-medium text-bad">
                  {message}
                </p>
              ))}
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <AddButton testId="add-pays" onAdd={() => set([...shocks, { is: 'pays', party: '', share: '0.5' }])}>
          <Trans>A party pays less</Trans>
        </AddButton>
        <AddButton testId="add-slips" onAdd={() => set([...shocks, { is: 'slips', deal: '', quarters: '1' }])}>
          <Trans>A deal slips</Trans>
        </AddButton>
        {shocks.some(({ is }) => is === 'exit') ? null : (
          <AddButton testId="add-exit" onAdd={() => set([...shocks, { is: 'exit' }])}>
            <Trans>Everyone leaves early</Trans>
          </AddButton>
        )}
      </div>
    </div>
  );
}

interface ShockFieldsProps {
  readonly shock: Shock;
  readonly onChange: (shock: Shock) => void;
  /** What takes it out again. */
  readonly children: ReactNode;
}

function ShockFields({ shock, onChange, children }: ShockFieldsProps) {
  const { t } = useLingui();
  if (shock.is === 'exit') {
    return (
      <div className="flex items-center justify-between gap-2">
        <span>
          <Trans>Everyone leaves at the earliest exit that its contract allows.</Trans>
        </span>
        {children}
      </div>
    );
  }
  if (shock.is === 'pays') {
    return (
      <div className="grid grid-cols-[minmax(0,1fr)_6rem_auto] items-end gap-2">
        <StreamChoice
          label={t`Party`}
          scope="party"
          value={shock.party}
          onChange={(party) => onChange({ ...shock, party })}
        />
        <ShareField
          name="pays"
          label={<Trans>pays only, %</Trans>}
          value={shock.share}
          onCommit={(share) => onChange({ ...shock, share })}
        />
        {children}
      </div>
    );
  }
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_6rem_auto] items-end gap-2">
      <StreamChoice label={t`Deal`} scope="deal" value={shock.deal} onChange={(deal) => onChange({ ...shock, deal })} />
      <WholeField
        name="slips"
        label={<Trans>slips, quarters</Trans>}
        value={shock.quarters}
        onCommit={(quarters) => onChange({ ...shock, quarters })}
      />
      {children}
    </div>
  );
}

interface StreamChoiceProps {
  readonly label: string;
  readonly scope: 'deal' | 'party';
  readonly value: string;
  readonly onChange: (slug: string) => void;
}

function StreamChoice({ label, scope, value, onChange }: StreamChoiceProps) {
  const { t } = useLingui();
  const { events, titleOf } = useBookHistory();
  const { inNameOrder } = useWords();
  const streams = [...new Set(events.map(({ stream }) => stream))].filter((stream) => stream.startsWith(`${scope}/`));
  return (
    <label className="min-w-0">
      <span className="eyebrow mb-1 block">{label}</span>
      <select name={scope} className="field" value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">{t`choose`}</option>
        {inNameOrder(streams, titleOf).map((stream) => (
          <option key={stream} value={stream.slice(scope.length + 1)}>
            {titleOf(stream)}
          </option>
        ))}
      </select>
    </label>
  );
}

function RemoveButton({ position, onRemove }: { readonly position: number; readonly onRemove: () => void }) {
  const { t } = useLingui();
  return (
    <button
      type="button"
      className="button button-quiet min-h-9"
      aria-label={t`Remove shock ${position}`}
      onClick={onRemove}
    >
      <Icon name="close" />
    </button>
  );
}

interface AddButtonProps {
  readonly testId: string;
  readonly onAdd: () => void;
  readonly children: ReactNode;
}

function AddButton({ testId, onAdd, children }: AddButtonProps) {
  return (
    <button type="button" data-testid={testId} className="button" onClick={onAdd}>
      <Icon name="add" />
      {children}
    </button>
  );
}
