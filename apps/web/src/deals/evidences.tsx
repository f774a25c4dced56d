import { Trans } from '@lingui/react/macro';
import type { DealEvidence } from '../api/shapes.ts';
import { EVENT_WORDS } from '../words/event-words.ts';
import { useWords } from '../words/use-words.ts';
import { SourceLine } from './source-line.tsx';

/** Every source behind the deal, with the event that it is for. */
export function Evidences({ evidence }: { readonly evidence: readonly DealEvidence[] }) {
  const { word, day } = useWords();
  return (
    <section className="panel px-4 py-3">
      <h2 className="text-section font-semibold">
        <Trans>Sources</Trans>
      </h2>
      <ul className="divide-y divide-line">
        {evidence.map((source, i) => (
          <li key={`${source.event}${i}`} className="grid gap-1 py-2.5">
            <SourceLine source={source} />
            <span className="text-label text-faint">
              {word(EVENT_WORDS, source.type)} · {day(source.announcedOn)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
