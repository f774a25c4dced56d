import { Plural, Trans } from '@lingui/react/macro';
import type { FlowEdge } from '../api/flows.ts';
import { useSetUrl, useUrl } from '../app/place.ts';
import { Section } from '../design/section.tsx';
import { ExplainedAmount } from '../explain/explained-amount.tsx';
import type { Selection } from '../explain/selection.ts';
import { sheetOfRecords } from '../export/sheet.ts';
import { DisputedMark } from '../numbers/disputed-mark.tsx';
import { PartyLink } from '../parties/party-link.tsx';
import { usePartyName } from '../time/book-history.tsx';
import { useWords } from '../words/use-words.ts';
import { KIND_WORDS } from '../words/vocabulary.ts';

interface EdgeTableProps {
  readonly edges: readonly FlowEdge[];
  readonly unit: string;
  readonly selectionOf: (edge: FlowEdge) => Selection;
}

const HEAD = 'border-b border-rule px-4 py-2 font-medium text-soft';
const CELL = 'border-b border-line px-4 py-2 align-top';

/** The picture's table: a row for every arc, each number open to its postings. */
export function EdgeTable({ edges, unit, selectionOf }: EdgeTableProps) {
  const { word } = useWords();
  const { party } = useUrl();
  const setUrl = useSetUrl();
  const nameOf = usePartyName();
  return (
    <Section
      title={<Trans>Every flow</Trans>}
      note={
        <>
          <Plural value={edges.length} one="# flow in" other="# flows in" /> {unit}
          {party ? (
            <button type="button" className="linklike ml-2" onClick={() => void setUrl({ party: undefined })}>
              <Trans>only {nameOf(party)}: show all</Trans>
            </button>
          ) : null}
        </>
      }
      sheet={() => sheetOfRecords('every-flow', edges)}
    >
      <table className="mt-2 w-full border-separate border-spacing-0">
        <thead>
          <tr>
            <th scope="col" className={`${HEAD} text-left`}>
              <Trans>Obligor → obligee</Trans>
            </th>
            <th scope="col" className={`${HEAD} text-left max-sm:hidden`}>
              <Trans>Kind</Trans>
            </th>
            <th scope="col" className={`${HEAD} text-right`}>
              {unit}
            </th>
          </tr>
        </thead>
        <tbody>
          {edges.map((edge) => (
            <tr
              key={`${edge.obligor}/${edge.obligee}/${edge.kind}`}
              data-testid="flow-row"
              data-obligor={edge.obligor}
              data-obligee={edge.obligee}
              data-kind={edge.kind}
              className="hover:bg-page"
            >
              <th scope="row" className={`${CELL} text-left font-normal`}>
                <PartyLink party={edge.obligor} /> <span className="text-faint">→</span>{' '}
                <PartyLink party={edge.obligee} />
                <span className="block text-soft sm:hidden">{word(KIND_WORDS, edge.kind)}</span>
              </th>
              <td className={`${CELL} text-soft max-sm:hidden`}>{word(KIND_WORDS, edge.kind)}</td>
              <td className={`${CELL} text-right`}>
                <ExplainedAmount amount={edge} selection={selectionOf(edge)} />
                <DisputedMark disputed={edge.disputed} block />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
