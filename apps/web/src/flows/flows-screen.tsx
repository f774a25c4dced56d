import './flows.css';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { type FlowEdge, type Flows, flowsRead } from '../api/flows.ts';
import { partiesRead } from '../api/reads.ts';
import { useCurrentBook } from '../app/current-book.tsx';
import { useSetUrl, useUrl } from '../app/place.ts';
import { Panel } from '../design/panel.tsx';
import { ScreenHead } from '../design/screen-head.tsx';
import { Section } from '../design/section.tsx';
import type { Selection } from '../explain/selection.ts';
import { sheetOfRecords } from '../export/sheet.ts';
import { NothingYet } from '../first-minutes/nothing-yet.tsx';
import { membersOf } from '../parties/members.ts';
import { useCoordinates } from '../time/coordinates.ts';
import { useWords } from '../words/use-words.ts';
import { KIND_WORDS } from '../words/vocabulary.ts';
import { BalanceTable } from './balance-table.tsx';
import { EdgeTable } from './edge-table.tsx';
import { FlowMeasures } from './flow-measures.tsx';
import { FlowPicture } from './flow-picture.tsx';
import { InternalFlows } from './internal-flows.tsx';
import { LoopList } from './loop-list.tsx';
import { balancesOf, byWeight, loopKey, unitsOf } from './network.ts';

/** Money is what goes in circles; another unit is shown where it is asked for. */
const FIRST_UNIT = 'USD';

/** The network of who owes whom: what flows, what comes back, what is only passed on. */
export function FlowsScreen() {
  const { t } = useLingui();
  const { book } = useCurrentBook();
  const { unit = FIRST_UNIT } = useUrl();
  const at = useCoordinates();
  const reading = useQuery(flowsRead(book, at, unit));
  return (
    <>
      <ScreenHead title={t`Flows`}>
        <Trans>
          What is firm and what was performed, as a network. Each party is read as the one that it belongs to; what is
          owed inside one party is listed apart.
        </Trans>
      </ScreenHead>
      <Panel
        reading={reading}
        lines={10}
        isEmpty={({ edges }) => edges.length === 0}
        empty={
          <NothingYet>
            <Trans>What one party has firmly promised to another, or has performed, is a line of this network.</Trans>
          </NothingYet>
        }
      >
        {(flows) => <Network flows={flows} />}
      </Panel>
    </>
  );
}

function Network({ flows }: { readonly flows: Flows }) {
  const { unit: asked = FIRST_UNIT, loop: chosen, party } = useUrl();
  // Until the answer in another unit is there, what is shown is in the unit of the one before.
  const { unit } = flows;
  const selectionOf = useEdgeSelection();
  const edges = flows.edges.filter((edge) => edge.unit === unit).sort(byWeight);
  const loop = flows.cycles.find((each) => loopKey(each) === chosen);
  const listed = edges.filter(({ obligor, obligee }) => !party || obligor === party || obligee === party);
  return (
    <div className="grid gap-4">
      <UnitSwitch units={unitsOf(flows.edges)} unit={asked} />
      <FlowMeasures flows={flows} unit={unit} />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_28rem]">
        <div className="contents min-w-0 gap-4 xl:grid">
          <Section
            title={<Trans>The network</Trans>}
            controls={<KindKey edges={edges} />}
            sheet={() => sheetOfRecords('flows', edges)}
          >
            <div className="px-4 pb-4">
              {edges.length > 0 ? (
                <FlowPicture edges={edges} unit={unit} loop={loop} selectionOf={selectionOf} />
              ) : (
                <p className="py-4 text-soft">
                  <Trans>Nothing flows in {unit}. A firm or performed leg in this unit draws a line here.</Trans>
                </p>
              )}
            </div>
          </Section>
          {/* In one column the loops come before the long table. */}
          <div className="min-w-0 max-xl:order-1">
            <EdgeTable edges={listed} unit={unit} selectionOf={selectionOf} />
          </div>
        </div>
        <div className="contents min-w-0 gap-4 xl:grid">
          <LoopList flows={flows} unit={unit} selectionOf={selectionOf} />
          <BalanceTable balances={balancesOf(edges, flows.net)} unit={unit} />
        </div>
      </div>
      <InternalFlows flows={flows.internal} />
    </div>
  );
}

/** What is behind an edge: the postings between all that read as its two parties. */
function useEdgeSelection() {
  const { book } = useCurrentBook();
  const at = useCoordinates();
  const { data } = useQuery(partiesRead(book, at));
  const some = (party: string) => {
    const members = membersOf(data?.parties ?? [], party);
    return members.length === 1 ? party : members;
  };
  return ({ obligor, obligee, kind, unit }: Pick<FlowEdge, 'obligor' | 'obligee' | 'kind' | 'unit'>): Selection => {
    const sides = { obligor: some(obligor), obligee: some(obligee) };
    return { kind, unit, account: ['firm', 'performed'], ...sides };
  };
}

function UnitSwitch({ units, unit }: { readonly units: readonly string[]; readonly unit: string }) {
  const { t } = useLingui();
  const setUrl = useSetUrl();
  return (
    <fieldset className="segments justify-self-start" aria-label={t`Unit`}>
      {[...new Set([...units, unit])].map((each) => (
        <button
          key={each}
          type="button"
          aria-pressed={each === unit}
          onClick={() => void setUrl({ unit: each, loop: undefined, sel: undefined })}
        >
          {each}
        </button>
      ))}
    </fieldset>
  );
}

/** Which ink is which kind, of those that are in the picture. */
function KindKey({ edges }: { readonly edges: readonly FlowEdge[] }) {
  const { word, inNameOrder } = useWords();
  const kinds = inNameOrder(new Set(edges.map(({ kind }) => kind)), (kind) => word(KIND_WORDS, kind));
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-soft">
      {kinds.map((kind) => (
        <li key={kind} data-flow-kind={kind} className="inline-flex items-center gap-2">
          <span aria-hidden className="flow-key" />
          {word(KIND_WORDS, kind)}
        </li>
      ))}
    </ul>
  );
}
