import { Trans } from '@lingui/react/macro';
import type { Right } from '../api/shapes.ts';
import { PartyLink } from '../parties/party-link.tsx';
import { useWords } from '../words/use-words.ts';
import { RIGHT_WORDS } from '../words/vocabulary.ts';
import { Period } from './leg-terms.tsx';

/** Rights carry no quantity: who holds what against whom, and until when. */
export function Rights({ rights }: { readonly rights: readonly Right[] }) {
  const { word, day } = useWords();
  return (
    <section className="panel px-4 py-3">
      <h2 className="text-section font-semibold">
        <Trans>Rights</Trans>
      </h2>
      {rights.length === 0 ? (
        <p className="mt-1 text-soft">
          <Trans>None on record. An exclusivity, an option or a way out that is granted stands here.</Trans>
        </p>
      ) : null}
      <ul className="divide-y divide-line">
        {rights.map((right) => (
          <li key={right.id} data-testid="right" className="grid gap-0.5 py-2.5">
            <span className="flex flex-wrap items-baseline justify-between gap-x-3">
              <span className={`font-medium ${right.ended ? 'text-soft line-through decoration-lapsed' : ''}`}>
                {word(RIGHT_WORDS, right.kind)}
              </span>
              {right.ended ? (
                <span className="text-label text-faint">
                  {typeof right.ended === 'string' ? <Trans>ended {day(right.ended)}</Trans> : <Trans>ended</Trans>}
                </span>
              ) : null}
            </span>
            <span>
              <PartyLink party={right.holder} /> <Trans>holds it against</Trans> <PartyLink party={right.grantor} />
            </span>
            {right.scope ? <span className="text-soft">{right.scope}</span> : null}
            <span className="text-label text-faint">
              <Period period={{ from: right.from ?? null, to: right.to ?? null }} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
