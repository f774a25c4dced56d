import { Trans, useLingui } from '@lingui/react/macro';
import { type KeyboardEvent, useRef, useState } from 'react';
import type { FlowEdge, Loop } from '../api/flows.ts';
import { useSetUrl, useUrl } from '../app/place.ts';
import { useElementWidth } from '../design/use-element-width.ts';
import { exactAmount } from '../numbers/format-amount.ts';
import { usePartyName } from '../time/book-history.tsx';
import { useWords } from '../words/use-words.ts';
import { KIND_WORDS } from '../words/vocabulary.ts';
import { type Arc, layOut, type PartyBox } from './arc-layout.ts';
import { isHop } from './network.ts';

interface FlowPictureProps {
  readonly edges: readonly FlowEdge[];
  readonly unit: string;
  readonly loop: Loop | undefined;
  /** Opens what is behind an edge. */
  readonly onOpen: (edge: FlowEdge) => void;
}

const COLUMN_PX = { narrow: 104, wide: 132 };
const WIDE_PX = 640;

/** Who owes whom, drawn: down on the right, back up on the left. One stop for Tab; arrow keys go from arc to arc. */
export function FlowPicture({ edges, unit, loop, onOpen }: FlowPictureProps) {
  const { t } = useLingui();
  const { party } = useUrl();
  const frame = useRef<HTMLDivElement>(null);
  const width = useElementWidth(frame);
  const [current, setCurrent] = useState(0);
  const [pointed, setPointed] = useState<FlowEdge | null>(null);
  const layout = layOut(edges, Math.max(width, 280), width < WIDE_PX ? COLUMN_PX.narrow : COLUMN_PX.wide);
  const isChosen = (edge: FlowEdge) =>
    loop ? isHop(loop, edge) : party !== undefined && (edge.obligor === party || edge.obligee === party);
  const inReach = Math.min(current, Math.max(0, layout.arcs.length - 1));

  const onKey = (event: KeyboardEvent<SVGGElement>, i: number) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (event.key === 'Enter' || event.key === ' ') {
      const edge = layout.arcs[i]?.edge;
      if (edge) onOpen(edge);
    } else if (step) {
      const next = (i + step + layout.arcs.length) % layout.arcs.length;
      setCurrent(next);
      const marks = event.currentTarget.parentElement?.querySelectorAll<SVGGElement>('.flow-arc');
      marks?.[next]?.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

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
        {layout.arcs.map((arc, i) => (
          <ArcMark
            key={`${arc.edge.obligor}/${arc.edge.obligee}/${arc.edge.kind}`}
            arc={arc}
            chosen={isChosen(arc.edge)}
            tabIndex={i === inReach ? 0 : -1}
            onPoint={setPointed}
            onOpen={onOpen}
            onKey={(event) => onKey(event, i)}
          />
        ))}
        {layout.boxes.map((box) => (
          <PartyMark key={box.party} box={box} column={layout.column} />
        ))}
      </svg>
      <p className="mt-3 min-h-5 text-soft" data-testid="flow-readout">
        {pointed ? (
          <EdgeWords edge={pointed} />
        ) : (
          <Trans>Point at a flow to read it; open it to see what is behind.</Trans>
        )}
      </p>
    </div>
  );
}

/** An edge in words: what a mark says when it has the focus. */
function useEdgeWords(): (edge: FlowEdge) => string {
  const { t, i18n } = useLingui();
  const { word } = useWords();
  const nameOf = usePartyName();
  return (edge) => {
    const amount = exactAmount(i18n.locale, edge, edge.unit, { undisclosed: t`undisclosed`, unbounded: t`unbounded` });
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
  readonly tabIndex: number;
  readonly onPoint: (edge: FlowEdge | null) => void;
  readonly onOpen: (edge: FlowEdge) => void;
  readonly onKey: (event: KeyboardEvent<SVGGElement>) => void;
}

function ArcMark({
  arc: { edge, path, width, tip, isUndisclosed },
  chosen,
  tabIndex,
  onPoint,
  onOpen,
  onKey,
}: ArcMarkProps) {
  const words = useEdgeWords()(edge);
  const half = Math.max(width / 2 + 2, 4);
  return (
    <g
      role="button"
      tabIndex={tabIndex}
      aria-label={words}
      aria-haspopup="dialog"
      data-flow-kind={edge.kind}
      data-chosen={chosen || undefined}
      data-undisclosed={isUndisclosed || undefined}
      className="flow-arc"
      onClick={() => onOpen(edge)}
      onKeyDown={onKey}
      onFocus={() => onPoint(edge)}
      onPointerEnter={() => onPoint(edge)}
      onPointerLeave={() => onPoint(null)}
    >
      <title>{words}</title>
      <path d={path} className="reach" strokeWidth={Math.max(LEAST_REACH_PX, width + 8)} />
      <path d={path} className="line" strokeWidth={width} />
      <path d={`M${tip.x} ${tip.y}L${tip.back} ${tip.y - half}L${tip.back} ${tip.y + half}Z`} className="tip" />
    </g>
  );
}

const LETTER_PX = 7.4;

interface PartyMarkProps {
  readonly box: PartyBox;
  readonly column: { readonly left: number; readonly right: number };
}

/** A party in the column; pressed, only its flows stand out. */
function PartyMark({ box: { party, y, height }, column: { left, right } }: PartyMarkProps) {
  const { party: chosen } = useUrl();
  const setUrl = useSetUrl();
  const nameOf = usePartyName();
  const name = nameOf(party);
  const room = Math.floor((right - left - 8) / LETTER_PX);
  const toggle = () => void setUrl({ party: chosen === party ? undefined : party, loop: undefined });
  return (
    <g
      role="button"
      tabIndex={0}
      aria-pressed={chosen === party}
      aria-label={name}
      className="flow-party"
      onClick={toggle}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        event.stopPropagation();
        toggle();
      }}
    >
      <title>{name}</title>
      <rect x={left} y={y} width={right - left} height={height} rx={3} />
      <text x={(left + right) / 2} y={y + height / 2} textAnchor="middle" dominantBaseline="central" fontWeight={500}>
        {name.length > room ? `${name.slice(0, room - 1)}…` : name}
      </text>
    </g>
  );
}
