import { Trans } from '@lingui/react/macro';
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { flushSync } from 'react-dom';

interface ConfirmedButtonProps {
  readonly children: ReactNode;
  /** What it comes to, asked before it is done. */
  readonly question: ReactNode;
  /** The button that does it. */
  readonly doIt: ReactNode;
  readonly onConfirmed: () => void;
}

/** What cannot be taken back is asked once more, in its place; the answer that changes nothing has the focus. */
export function ConfirmedButton({ children, question, doIt, onConfirmed }: ConfirmedButtonProps) {
  const [asking, setAsking] = useState(false);
  const first = useRef<HTMLButtonElement>(null);
  const keep = useRef<HTMLButtonElement>(null);
  const ask = (to: boolean) => {
    flushSync(() => setAsking(to));
    (to ? keep : first).current?.focus();
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    ask(false);
  };
  if (!asking) {
    return (
      <button ref={first} type="button" className="button justify-self-start" onClick={() => ask(true)}>
        {children}
      </button>
    );
  }
  return (
    <div className="col-span-full flex flex-wrap items-center justify-end gap-2">
      <p role="alert" className="min-w-0 font-medium">
        {question}
      </p>
      <button
        type="button"
        className="button border-bad text-bad"
        onKeyDown={onKey}
        onClick={() => {
          ask(false);
          onConfirmed();
        }}
      >
        {doIt}
      </button>
      <button ref={keep} type="button" className="button" onKeyDown={onKey} onClick={() => ask(false)}>
        <Trans>Leave it</Trans>
      </button>
    </div>
  );
}
