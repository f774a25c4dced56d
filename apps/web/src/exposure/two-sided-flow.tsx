import './two-sided.css';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useRef } from 'react';
import type { ExposureRow } from '../api/shapes.ts';
import { Section } from '../design/section.tsx';
import { useElementWidth } from '../design/use-element-width.ts';
import { TableTwin } from '../pictures/table-twin.tsx';
import { useMarks } from '../pictures/use-marks.ts';
import { useWords } from '../words/use-words.ts';
import { KIND_WORDS } from '../words/vocabulary.ts';
import { exposureSheet } from './exposure-sheet.ts';
import type { Denomination, Matrix } from './matrix.ts';
import { PairList } from './pair-list.tsx';
import { type Ribbon, type Side, touches, twoSided } from './two-sided-layout.ts';
import { labelHeightOf, Readout, RibbonMark, SideLabel, SideMark } from './two-sided-marks.tsx';

interface TwoSidedFlowProps extends Denomination {
  readonly rows: readonly ExposureRow[];
  readonly matrix: Matrix;
}

/** The matrix drawn: who owes on the left, who is owed on the right. */
export function TwoSidedFlow({ rows, matrix, kind, unit }: TwoSidedFlowProps) {
  const { word } = useWords();
  return (
    <Section
      testId="two-sided"
      title={<Trans>From whom to whom</Trans>}
      note={
        <>
          {word(KIND_WORDS, kind)} · {unit} ·{' '}
          <Trans>who owes stands on the left, who is owed on the right; many stand on both.</Trans>
        </>
      }
      sheet={() => exposureSheet(matrix, { kind, unit })}
    >
      <div className="grid gap-3 px-4 pt-3 pb-4">
        <Picture rows={rows} kind={kind} unit={unit} />
        <TableTwin>
          <div className="-mx-4">
            <PairList matrix={matrix} kind={kind} unit={unit} />
          </div>
        </TableTwin>
      </div>
    </Section>
  );
}

const BAR_PX = 8;
const LABEL_PX = { narrow: 116, wide: 128 };
const WIDE_PX = 480;

function Picture({ rows, kind, unit }: Omit<TwoSidedFlowProps, 'matrix'>) {
  const { t } = useLingui();
  const frame = useRef<HTMLDivElement>(null);
  const width = Math.max(useElementWidth(frame), 280);
  const label = width < WIDE_PX ? LABEL_PX.narrow : LABEL_PX.wide;
  const [left, right] = [label + BAR_PX, width - label - BAR_PX];
  const layout = twoSided(rows, {
    from: left,
    to: right,
    labelHeight: labelHeightOf,
  });
  const keys = keysOf(layout.payers, layout.ribbons, layout.payees);
  const marks = useMarks(keys);
  const { lit } = marks;
  return (
    <>
      <div
        ref={frame}
        data-marks
        role="group"
        aria-label={t`Who owes whom in ${unit}; arrow keys go from one to the next`}
        className="relative min-w-0"
        style={{ height: layout.height + 4 }}
      >
        <svg
          className="two-sided absolute inset-0 overflow-visible"
          width={width}
          height={layout.height + 4}
          data-focusing={lit ?? undefined}
        >
          <g transform="translate(0 2)">
            {layout.ribbons.map((ribbon) => (
              <RibbonMark key={ribbon.key} ribbon={ribbon} marks={marks} lit={lit !== null && touches(ribbon, lit)} />
            ))}
            {layout.payers.map((side) => (
              <SideMark
                key={side.key}
                side={side}
                x={left - BAR_PX}
                width={BAR_PX}
                marks={marks}
                kind={kind}
                unit={unit}
              />
            ))}
            {layout.payees.map((side) => (
              <SideMark key={side.key} side={side} x={right} width={BAR_PX} marks={marks} kind={kind} unit={unit} />
            ))}
          </g>
        </svg>
        {[...layout.payers, ...layout.payees].map((side) => (
          <SideLabel key={side.key} side={side} width={label - 6} unit={unit} />
        ))}
      </div>
      <Readout layout={layout} lit={lit} unit={unit} />
      {layout.leftOut > 0 ? (
        <p className="text-soft">
          <Plural
            value={layout.leftOut}
            one="# smaller balance is in the table alone."
            other="# smaller balances are in the table alone."
          />
        </p>
      ) : null}
    </>
  );
}

/** Arrows pass a party that owes, then its ribbons, the next one; at last those that are owed. */
function keysOf(payers: readonly Side[], ribbons: readonly Ribbon[], payees: readonly Side[]): readonly string[] {
  const ofPayer = ({ key, party }: Side) => [
    key,
    ...ribbons.filter(({ row }) => row.obligor === party).map((ribbon) => ribbon.key),
  ];
  return [...payers.flatMap(ofPayer), ...payees.map(({ key }) => key)];
}
