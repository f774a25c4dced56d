import { Trans } from '@lingui/react/macro';
import { useWords } from '../words/use-words.ts';
import { STATE_WORDS } from '../words/vocabulary.ts';

interface DealStateBadgeProps {
  readonly state: string;
  readonly flags: { readonly disputed: boolean; readonly overdue: boolean };
}

const TONE: Readonly<Record<string, string>> = {
  performing: 'bg-performed',
  signed: 'bg-firm',
  announced: 'border border-firm',
  rumoured: 'border border-dotted border-intent',
};

export function DealStateBadge({ state, flags }: DealStateBadgeProps) {
  const { word } = useWords();
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2 whitespace-nowrap">
      <span className="inline-flex items-center gap-2">
        <span aria-hidden className={`size-2 rounded-full ${TONE[state] ?? 'border border-lapsed'}`} />
        {word(STATE_WORDS, state)}
      </span>
      {flags.disputed ? (
        <span className="rounded-sm bg-warn-wash px-1.5 text-label font-medium text-warn">
          <Trans>disputed</Trans>
        </span>
      ) : null}
      {flags.overdue ? (
        <span className="rounded-sm bg-bad-wash px-1.5 text-label font-medium text-bad">
          <Trans>overdue</Trans>
        </span>
      ) : null}
    </span>
  );
}
