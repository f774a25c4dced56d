import { Trans, useLingui } from '@lingui/react/macro';
import type { ExposureRow } from '../api/shapes.ts';
import { useUrl } from '../app/place.ts';
import { AmountText } from '../numbers/amount-text.tsx';
import { readAmount } from '../numbers/format-amount.ts';
import { sumRows } from '../numbers/sum-rows.ts';
import { useAmountWords } from '../numbers/use-amount-words.ts';
import { SvgMark } from '../pictures/mark.tsx';
import type { Marks } from '../pictures/use-marks.ts';
import { usePartyName } from '../time/book-history.tsx';
import { useWords } from '../words/use-words.ts';
import { ACCOUNT_WORDS } from '../words/vocabulary.ts';
import { type Denomination, sidesOfTotal } from './matrix.ts';
import type { Ribbon, Side, TwoSided } from './two-sided-layout.ts';

/** A thin ribbon can be pointed at from this far. */
const LEAST_REACH_PX = 12;

interface RibbonMarkProps {
  readonly ribbon: Ribbon;
  readonly marks: Marks;
  /** Whether it stands out from the others. */
  readonly lit: boolean;
}

export function RibbonMark({ ribbon, marks, lit }: RibbonMarkProps) {
  const name = useRibbonWords()(ribbon.row);
  const { kind, unit, account, obligor, obligee } = ribbon.row;
  return (
    <g
      className="ribbon"
      data-account={account}
      data-lit={lit || undefined}
      data-uncertain={ribbon.isUncertain || undefined}
    >
      <SvgMark marks={marks} id={ribbon.key} name={name} selection={{ kind, unit, account, obligor, obligee }}>
        <path d={ribbon.spine} className="reach" strokeWidth={Math.max(LEAST_REACH_PX, ribbon.height)} />
        <path d={ribbon.area} className="area" />
        <path d={ribbon.spine} className="spine" />
      </SvgMark>
    </g>
  );
}

interface SideMarkProps extends Denomination {
  readonly side: Side;
  readonly x: number;
  readonly width: number;
  readonly marks: Marks;
}

/** All that a party owes, or is owed. */
export function SideMark({ side: { key, party, side, y, height, rows }, x, width, marks, kind, unit }: SideMarkProps) {
  const name = useSideWords()({ party, side, rows }, unit);
  const { party: filter } = useUrl();
  const account = [...new Set(rows.map((row) => row.account))];
  return (
    <SvgMark
      marks={marks}
      id={key}
      name={name}
      selection={{ kind, unit, account, ...sidesOfTotal({ [side]: party }, filter) }}
    >
      <rect x={x} y={y} width={width} height={height} className="bar" />
      <rect x={x - 8} y={y - 4} width={width + 16} height={height + 8} fill="transparent" />
    </SvgMark>
  );
}

const LINE_PX = 16;

/** What a party's name and figure need: bounds, and what is undisclosed, stand on lines of their own. */
export function labelHeightOf(rows: readonly ExposureRow[]): number {
  const { headline, plusUndisclosed, bounds } = readAmount(sumRows(rows));
  const more = Number(plusUndisclosed > 0 && headline.says !== 'undisclosed') + Number(bounds !== null);
  return LINE_PX * (2 + more) + 2;
}

interface SideLabelProps {
  readonly side: Side;
  readonly width: number;
  readonly unit: string;
}

/** The marks say it too. */
export function SideLabel({ side: { party, side, room, rows }, width, unit }: SideLabelProps) {
  const nameOf = usePartyName();
  return (
    <span
      aria-hidden
      className={`pointer-events-none absolute grid content-center text-label ${side === 'obligor' ? 'left-0 text-right' : 'right-0 text-left'}`}
      style={{ top: room.y + 2, height: room.height, width }}
    >
      <span className="truncate font-medium">{nameOf(party)}</span>
      <span className="text-soft [&_.text-faint]:text-soft">
        <AmountText amount={sumRows(rows)} unit={unit} stacked />
      </span>
    </span>
  );
}

interface ReadoutProps {
  readonly layout: TwoSided;
  readonly lit: string | null;
  readonly unit: string;
}

/** What the mark under the pointer, or with the focus, says. */
export function Readout({ layout: { ribbons, payers, payees }, lit, unit }: ReadoutProps) {
  const ofRibbon = useRibbonWords();
  const ofSide = useSideWords();
  const ribbon = ribbons.find(({ key }) => key === lit);
  const side = [...payers, ...payees].find(({ key }) => key === lit);
  return (
    <p aria-hidden data-testid="two-sided-readout" className="min-h-5 text-soft">
      {ribbon ? ofRibbon(ribbon.row) : null}
      {side ? ofSide(side, unit) : null}
      {ribbon || side ? null : (
        <Trans>
          Point at a ribbon or a party to read it, and open it. A dashed middle: only bounds are known, or nothing.
        </Trans>
      )}
    </p>
  );
}

function useRibbonWords(): (row: ExposureRow) => string {
  const { t } = useLingui();
  const { word } = useWords();
  const nameOf = usePartyName();
  const amountWords = useAmountWords();
  return (row) => {
    const disputed = row.disputed ? `, ${t`disputed`}` : '';
    const pair = `${nameOf(row.obligor)} → ${nameOf(row.obligee)}`;
    return `${pair}, ${word(ACCOUNT_WORDS, row.account)}: ${amountWords(row, row.unit)}${disputed}`;
  };
}

function useSideWords(): (side: Pick<Side, 'party' | 'side' | 'rows'>, unit: string) => string {
  const { t } = useLingui();
  const nameOf = usePartyName();
  const amountWords = useAmountWords();
  return ({ party, side, rows }, unit) => {
    const name = nameOf(party);
    const amount = amountWords(sumRows(rows), unit);
    return side === 'obligor' ? t`${name} owes ${amount}` : t`${name} is owed ${amount}`;
  };
}
