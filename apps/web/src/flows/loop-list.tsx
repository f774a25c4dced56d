import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { FlowEdge, Flows, Loop } from '../api/flows.ts';
import { useSetUrl, useUrl } from '../app/place.ts';
import { Section } from '../design/section.tsx';
import { ExplainedAmount } from '../explain/explained-amount.tsx';
import type { Selection } from '../explain/selection.ts';
import { exactNumber, shortNumber } from '../numbers/format-amount.ts';
import { usePartyName } from '../time/book-history.tsx';
import { useWords } from '../words/use-words.ts';
import { KIND_WORDS } from '../words/vocabulary.ts';
import { isHop, loopKey } from './network.ts';

const FIRST_SHOWN = 12;

interface LoopListProps {
  readonly flows: Flows;
  readonly unit: string;
  readonly selectionOf: (edge: Pick<FlowEdge, 'obligor' | 'obligee' | 'kind' | 'unit'>) => Selection;
}

/** Every way round, the most valuable first; the chosen one stands out in the picture and is told hop by hop. */
export function LoopList({ flows, unit, selectionOf }: LoopListProps) {
  const [all, setAll] = useState(false);
  const { loop: chosen } = useUrl();
  const { cycles, truncated } = flows;
  const at = cycles.findIndex((loop) => loopKey(loop) === chosen);
  const shown = all ? cycles : cycles.slice(0, Math.max(FIRST_SHOWN, at + 1));
  return (
    <Section
      title={<Trans>Loops</Trans>}
      note={
        cycles.length > 0 ? (
          <Trans>A loop is worth its smallest hop: what could go round it once.</Trans>
        ) : (
          <Trans>
            No way leads back to where it began. A loop appears when what one party pays comes back to it through
            others.
          </Trans>
        )
      }
    >
      <ol className="mt-2 divide-y divide-line border-t border-line">
        {shown.map((loop) => (
          <LoopRow key={loopKey(loop)} loop={loop} unit={unit} edges={flows.edges} selectionOf={selectionOf} />
        ))}
      </ol>
      {shown.length < cycles.length ? (
        <p className="border-t border-line p-3">
          <button type="button" className="button" onClick={() => setAll(true)}>
            <Trans>Show all {cycles.length}</Trans>
          </button>
        </p>
      ) : null}
      {truncated && shown.length === cycles.length ? (
        <p className="border-t border-line px-4 py-3 text-soft">
          <Trans>There are more; these are the most valuable ones.</Trans>
        </p>
      ) : null}
    </Section>
  );
}

interface LoopRowProps extends Pick<LoopListProps, 'unit' | 'selectionOf'> {
  readonly loop: Loop;
  readonly edges: readonly FlowEdge[];
}

function LoopRow({ loop, unit, edges, selectionOf }: LoopRowProps) {
  const { i18n } = useLingui();
  const { loop: chosen } = useUrl();
  const setUrl = useSetUrl();
  const nameOf = usePartyName();
  const key = loopKey(loop);
  const isChosen = chosen === key;
  return (
    <li data-testid="loop" data-parties={key} data-value={loop.value ?? ''}>
      <button
        type="button"
        aria-expanded={isChosen}
        onClick={() => void setUrl({ loop: isChosen ? undefined : key, party: undefined })}
        className="flex w-full items-baseline justify-between gap-4 px-4 py-2.5 text-left hover:bg-page aria-expanded:bg-wash"
      >
        <span className="min-w-0 font-medium">
          {[...loop.parties, loop.parties[0] ?? ''].map((party, i) => (
            <span key={i}>
              {i > 0 ? <span className="text-faint"> → </span> : null}
              {nameOf(party)}
            </span>
          ))}
        </span>
        {loop.value === null ? (
          <span className="flex-none text-soft">
            <Trans>no common unit</Trans>
          </span>
        ) : (
          <span
            className="flex-none text-body font-semibold"
            title={`${exactNumber(i18n.locale, loop.value)} ${unit}`}
            data-exact={`${exactNumber(i18n.locale, loop.value)} ${unit}`}
          >
            {shortNumber(i18n.locale, loop.value)} <span className="font-normal text-faint">{unit}</span>
          </span>
        )}
      </button>
      {isChosen ? <Hops loop={loop} edges={edges} selectionOf={selectionOf} /> : null}
    </li>
  );
}

/** What flows on each hop, in every unit. */
function Hops({ loop, edges, selectionOf }: Omit<LoopRowProps, 'unit'>) {
  const nameOf = usePartyName();
  const { word } = useWords();
  return (
    <ol className="grid gap-2 px-4 pt-1 pb-4">
      {loop.parties.map((party, i) => {
        const next = loop.parties[(i + 1) % loop.parties.length] ?? '';
        return (
          <li key={party}>
            <span className="text-soft">
              {nameOf(party)} → {nameOf(next)}
            </span>
            <ul>
              {edges
                .filter((edge) => edge.obligor === party && edge.obligee === next && isHop(loop, edge))
                .map((edge) => (
                  <li key={`${edge.kind}/${edge.unit}`} className="flex items-baseline justify-between gap-4 pl-3">
                    <span>{word(KIND_WORDS, edge.kind)}</span>
                    <ExplainedAmount amount={edge} selection={selectionOf(edge)} showUnit />
                  </li>
                ))}
            </ul>
          </li>
        );
      })}
    </ol>
  );
}
