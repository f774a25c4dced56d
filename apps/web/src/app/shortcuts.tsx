import { Trans, useLingui } from '@lingui/react/macro';
import { type ReactNode, useEffect, useState } from 'react';
import { Sheet } from '../design/sheet.tsx';
import { startTour } from '../first-minutes/tour-place.ts';

/** The keys, on `?`. */
export function Shortcuts() {
  const { t } = useLingui();
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const typing = (event.target as HTMLElement).closest('input, textarea, select');
      if (event.key === '?' && !typing) setOpen(true);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  return (
    <Sheet label={t`Keys`} isOpen={isOpen} onClose={() => setOpen(false)}>
      <dl data-testid="shortcuts" className="grid gap-2">
        <Keys keys={[t`Space`]}>
          <Trans>play and pause</Trans>
        </Keys>
        <Keys keys={['←', '→']}>
          <Trans>one event back, one event on</Trans>
        </Keys>
        <Keys keys={['⇧ ←', '⇧ →']}>
          <Trans>one day back, one day on</Trans>
        </Keys>
        <Keys keys={['Page ↓', 'Page ↑']}>
          <Trans>one month back, one month on (on the scrubber)</Trans>
        </Keys>
        <Keys keys={['Home', 'End']}>
          <Trans>before the first event, live (on the scrubber)</Trans>
        </Keys>
        <Keys keys={['[', ']']}>
          <Trans>slower, faster</Trans>
        </Keys>
        <Keys keys={['D', '⇧ D']}>
          <Trans>compare with another moment and see what differs, compare no more</Trans>
        </Keys>
        <Keys keys={['Esc']}>
          <Trans>back to live; close what is open</Trans>
        </Keys>
        <Keys keys={['Ctrl K', '⌘ K']}>
          <Trans>search, and every command</Trans>
        </Keys>
        <Keys keys={['?']}>
          <Trans>these keys</Trans>
        </Keys>
      </dl>
      <button
        type="button"
        className="button mt-6"
        onClick={() => {
          setOpen(false);
          startTour();
        }}
      >
        <Trans>Take the tour: five steps</Trans>
      </button>
    </Sheet>
  );
}

function Keys({ keys, children }: { readonly keys: readonly string[]; readonly children: ReactNode }) {
  return (
    <div className="grid grid-cols-[9rem_minmax(0,1fr)] items-baseline gap-3 border-b border-line pb-2">
      <dt className="flex gap-1">
        {keys.map((key) => (
          <kbd key={key} className="rounded-sm border border-rule bg-page px-2 py-0.5 font-sans font-medium">
            {key}
          </kbd>
        ))}
      </dt>
      <dd className="text-soft">{children}</dd>
    </div>
  );
}
