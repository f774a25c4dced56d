import { Trans } from '@lingui/react/macro';
import { type ReactNode, useId } from 'react';
import { useTyped } from '../design/use-typed.ts';
import { percentOfShare, shareOfPercent } from './assumptions.ts';

interface NumberFieldProps {
  readonly name: string;
  readonly label: ReactNode;
  readonly value: string;
  readonly onCommit: (text: string) => void;
}

/** A whole number. */
export function WholeField({ name, label, value, onCommit }: NumberFieldProps) {
  const id = useId();
  const typed = useTyped(value, onCommit);
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="eyebrow mb-1 block">
        {label}
      </label>
      <input id={id} name={name} inputMode="numeric" autoComplete="off" className="field text-right" {...typed} />
    </div>
  );
}

/** A share of one, typed as a percentage. What is no percentage says so, and does not count. */
export function ShareField({ name, label, value, onCommit }: NumberFieldProps) {
  const id = useId();
  const typed = useTyped(percentOfShare(value), (text) => {
    const share = shareOfPercent(text.trim());
    if (share !== null) onCommit(share);
  });
  const isWrong = typed.value !== '' && shareOfPercent(typed.value.trim()) === null;
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="eyebrow mb-1 block">
        {label}
      </label>
      <input
        id={id}
        name={name}
        inputMode="decimal"
        autoComplete="off"
        aria-invalid={isWrong}
        aria-describedby={isWrong ? `${id}-wrong` : undefined}
        className="field text-right"
        {...typed}
      />
      {isWrong ? (
        <p id={`${id}-wrong`} className="mt-1 font-medium text-bad">
          <Trans>A percentage from 0 to 100.</Trans>
        </p>
      ) : null}
    </div>
  );
}
