import { Trans, useLingui } from '@lingui/react/macro';
import { useRef } from 'react';
import type { FlowEdge, Loop } from '../api/flows.ts';
import { useSetUrl, useUrl } from '../app/place.ts';
import { useElementWidth } from '../design/use-element-width.ts';
import type { Selection } from '../explain/selection.ts';
import { useAmountWords } from '../numbers/use-amount-words.ts';
import { SvgMark } from '../pictures/mark.tsx';
import { type Marks, useMarks } from '../pictures/use-marks.ts';
import { usePartyName } from '../time/book-history.tsx';
import { useWords } from '../words/use-words.ts';
import { KIND_WORDS } from '../words/vocabulary.ts';
import { type Arc, layOut, type PartyBox } from './arc-layout.ts';
import { isHop } from './network.ts';

interface FlowPictureProps {
  readonly edges: readonly FlowEdge[];
  readonly unit: string;
  readonly loop: Loop | undefined;
  /** What is behind an edge. */
  readonly selectionOf: (edge: FlowEdge) => Selection;
}

const COLUMN_PX = { narrow: 104, wide: 132 };
const WIDE_PX = 640;

/** Who owes whom, drawn: down on the right, back up on the left. The arcs are one stop of Tab, the parties another. */
export function FlowPicture({ edges, unit, loop, selectionOf }: FlowPictureProps) {
  const { t } = useLingui();
  const { party } = useUrl();
  const frame = useRef<HTMLDivElement>(null);
  const width = useElementWidth(frame);
  const layout = layOut(edges, Math.max(width, 280), width < WIDE_PX ? COLUMN_PX.narrow : COLUMN_PX.wide);
  const isChosen = (edge: FlowEdge) =>
    loop ? isHop(loop, edge) : party !== undefined && (edge.obligor === party || edge.obligee === party);
  const arcs = useMarks(layout.arcs.map(({ edge }) => keyOf(edge)));
  const parties = useMarks(layout.boxes.map((box) => box.party));
  const pointed = layout.arcs.find(({ edge }) => keyOf(edge) === arcs.lit)?.edge;
  return (
    <div ref={frame} className="min-w-0">
      <p className="grid min-h-10 grid-cols-[1fr_1fr] items-end gap-4 text-label text-faint" aria-hidden>
        <span>
          <Trans>↑ back up on the left</Trans>
        </span>
        <span className="text-right">
          <Trans>↓ down on the right</Trans>
        </span>
      </p>
      <svg
        role="group"
        aria-label={t`Flows in ${unit}; arrow keys go from one to the next`}
        className="flows block overflow-visible"
        data-testid="flow-picture"
        data-choosing={loop || party ? true : undefined}
        width={layout.width}
        height={layout.height}
      >
        <g data-marks>
          {layout.arcs.map((arc) => (
            <ArcMark
              key={keyOf(arc.edge)}
              arc={arc}
              chosen={isChosen(arc.edge)}
              marks={arcs}
              selection={selectionOf(arc.edge)}
            />
          ))}
        </g>
        <g data-marks>
          {layout.boxes.map((box) => (
            <PartyMark key={box.party} box={box} column={layout.column} marks={parties} />
          ))}
        </g>
      </svg>
      <p className="mt-3 min-h-5 text-soft" data-testid="flow-readout">
        {pointed ? (
          <EdgeWords edge={pointed} />
        ) : (
          <Trans>
            Point at a flow to read it, and open it. A dashed middle: only bounds are known, or not all of it.
          </Trans>
        )}
      </p>
    </div>
  );
}

/** An edge in words: what a mark says when it has the focus. */
function useEdgeWords(): (edge: FlowEdge) => string {
  const { t } = useLingui();
  const { word } = useWords();
  const nameOf = usePartyName();
  const amountWords = useAmountWords();
  return (edge) => {
    const amount = amountWords(edge, edge.unit);
    const disputed = edge.disputed ? `, ${t`disputed`}` : '';
    return `${nameOf(edge.obligor)} → ${nameOf(edge.obligee)}, ${word(KIND_WORDS, edge.kind)}: ${amount}${disputed}`;
  };
}

function EdgeWords({ edge }: { readonly edge: FlowEdge }) {
  return useEdgeWords()(edge);
}

/** A thin arc can be pointed at from this far. */
const LEAST_REACH_PX = 14;

interface ArcMarkProps {
  readonly arc: Arc;
  readonly chosen: boolean;
  readonly marks: Marks;
  readonly selection: Selection;
}

function ArcMark({ arc, chosen, marks, selection }: ArcMarkProps) {
  const { edge, path, width, tip, isUndisclosed, isUncertain } = arc;
  const name = useEdgeWords()(edge);
  const half = Math.max(width / 2 + 2, 4);
  return (
    <SvgMark
      marks={marks}
      id={keyOf(edge)}
      name={name}
      selection={selection}
      data-flow-kind={edge.kind}
      data-chosen={chosen || undefined}
      data-undisclosed={isUndisclosed || undefined}
      className="flow-arc"
    >
      <path d={path} className="reach" strokeWidth={Math.max(LEAST_REACH_PX, width + 8)} />
      <path d={path} className="line" strokeWidth={width} />
      {isUncertain && !isUndisclosed ? <path d={path} className="uncertain" /> : null}
      <path d={`M${tip.x} ${tip.y}L${tip.back} ${tip.y - half}L${tip.back} ${tip.y + half}Z`} className="tip" />
    </SvgMark>
  );
}

const keyOf = ({ obligor, obligee, kind }: FlowEdge): string => `${obligor}/${obligee}/${kind}`;

const LETTER_PX = 7.4;

interface PartyMarkProps {
  readonly box: PartyBox;
  readonly column: { readonly left: number; readonly right: number };
  readonly marks: Marks;
}

/** A party in the column; pressed, only its flows stand out. */
function PartyMark({ box: { party, y, height }, column: { left, right }, marks }: PartyMarkProps) {
  const { party: chosen } = useUrl();
  const setUrl = useSetUrl();
  const nameOf = usePartyName();
  const name = nameOf(party);
  const room = Math.floor((right - left - 8) / LETTER_PX);
  const toggle = () => void setUrl({ party: chosen === party ? undefined : party, loop: undefined });
  const { onKeyDown, ...mark } = marks.propsOf(party);
  return (
    <g
      role="button"
      aria-pressed={chosen === party}
      aria-label={name}
      className="flow-party"
      onClick={toggle}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return onKeyDown(event);
        event.preventDefault();
        toggle();
      }}
      {...mark}
    >
      <title>{name}</title>
      <rect x={left} y={y} width={right - left} height={height} rx={3} />
      <text x={(left + right) / 2} y={y + height / 2} textAnchor="middle" dominantBaseline="central" fontWeight={500}>
        {name.length > room ? `${name.slice(0, room - 1)}…` : name}
      </text>
    </g>
  );
}
