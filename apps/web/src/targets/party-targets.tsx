import { Trans, useLingui } from '@lingui/react/macro';
import type { Target } from '../api/shapes.ts';
import { useSetUrl, useUrl } from '../app/place.ts';
import { Empty } from '../design/panel.tsx';
import { QuantityText } from '../numbers/quantity-text.tsx';
import { useWords } from '../words/use-words.ts';
import { ReconciliationPanel } from './reconciliation-panel.tsx';

/** What a party aims at, and how much of the chosen aim the book can name. */
export function PartyTargets({ targets }: { readonly targets: readonly Target[] }) {
  const { t } = useLingui();
  const { target } = useUrl();
  const newestFirst = [...targets].reverse();
  const chosen = newestFirst.find((each) => each.target === target) ?? targets[0];
  if (!chosen) {
    return (
      <Empty>
        <Trans>None stated. An aim that the party announces stands here, and can be held against its deals.</Trans>
      </Empty>
    );
  }
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[20rem_minmax(0,1fr)]">
      <nav aria-label={t`Targets`} className="grid gap-2">
        {newestFirst.map((each) => (
          <Choice key={each.event} target={each} isChosen={each === chosen} />
        ))}
      </nav>
      <ReconciliationPanel key={chosen.target} target={chosen} />
    </div>
  );
}

function Choice({ target, isChosen }: { readonly target: Target; readonly isChosen: boolean }) {
  const { day } = useWords();
  const setUrl = useSetUrl();
  return (
    <button
      type="button"
      data-testid="target-choice"
      data-target={target.target}
      aria-pressed={isChosen}
      onClick={() => void setUrl({ target: target.target, sel: undefined })}
      className="panel grid gap-1 px-3 py-2.5 text-left hover:border-rule aria-pressed:border-accent aria-pressed:shadow-[inset_0_0_0_1px_var(--accent)]"
    >
      <span className="font-medium first-letter:uppercase">{target.title}</span>
      <span className="flex flex-wrap gap-x-3 text-soft">
        {target.quantities.map((quantity) => (
          <QuantityText key={quantity.unit} quantity={quantity} />
        ))}
        <span className="text-faint">{day(target.announcedOn)}</span>
      </span>
    </button>
  );
}
