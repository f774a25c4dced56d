import { useLingui } from '@lingui/react/macro';
import { type Counts, RECONCILED, type ReconciliationRow } from '../api/reconciliation.ts';
import type { Selection } from '../explain/selection.ts';
import { exactNumber } from '../numbers/format-amount.ts';
import { useAmountWords } from '../numbers/use-amount-words.ts';
import { BoxMark } from '../pictures/mark.tsx';
import { type Marks, useMarks } from '../pictures/use-marks.ts';
import { WhiskerMark } from '../pictures/whisker-mark.tsx';
import { useBookHistory } from '../time/book-history.tsx';
import { useWords } from '../words/use-words.ts';
import { ACCOUNT_WORDS } from '../words/vocabulary.ts';
import { allocationOf, type LegPiece, legsWhisker, piecesOf } from './allocation.ts';

interface AllocationBarProps {
  readonly row: ReconciliationRow;
  readonly counts: Counts;
  readonly parties: readonly string[];
}

const REST = 'rest';

/** The target as a bar of the legs that count, the surest first, and at its end what no leg stands for. */
export function AllocationBar({ row, counts, parties }: AllocationBarProps) {
  const { t, i18n } = useLingui();
  const { rest, target } = allocationOf(row);
  const pieces = piecesOf(row);
  const all = countedOf(row, counts, parties);
  const marks = useMarks([...pieces.map(({ key }) => key), ...(rest > 0 && all ? [REST] : [])]);
  const words = usePieceWords(row.unit);
  const restName = t`in no leg of the book: ${exactNumber(i18n.locale, row.rest ?? '0')} ${row.unit}`;
  const read = pieces.find(({ key }) => key === marks.lit);
  return (
    <div className="grid gap-3">
      <div
        role="group"
        data-marks
        data-testid="allocation-bar"
        aria-label={t`The target in ${row.unit}, leg by leg; arrow keys go from one to the next`}
        className="relative h-7"
      >
        {pieces.map((piece) => (
          <Piece key={piece.key} piece={piece} unit={row.unit} marks={marks} name={words(piece)} />
        ))}
        {rest > 0 ? <Rest width={rest} name={restName} selection={all} marks={marks} /> : null}
        {target < 100 ? (
          <span
            aria-hidden
            className="pointer-events-none absolute -inset-y-1 w-0.5 -translate-x-1/2 bg-bad"
            style={{ left: `${target}%` }}
          />
        ) : null}
        <WhiskerMark whisker={legsWhisker(row)} />
      </div>
      <p aria-hidden data-testid="allocation-readout" className="min-h-5 text-soft">
        {read
          ? words(read)
          : marks.lit === REST
            ? restName
            : t`Each piece is a leg: point at it to read it, and open it.`}
      </p>
    </div>
  );
}

interface PieceProps {
  readonly piece: LegPiece;
  readonly unit: string;
  readonly marks: Marks;
  readonly name: string;
}

/** One leg in one account; what states no figure has the width of a sign. */
function Piece({ piece: { key, account, leg, from, width }, unit, marks, name }: PieceProps) {
  const { kind, deal } = leg;
  return (
    <BoxMark
      marks={marks}
      id={key}
      name={name}
      selection={{ kind, unit, account, deal, leg: leg.leg }}
      data-testid="allocation-piece"
      data-account={account}
      data-undisclosed={width === 0}
      className={`account-fill absolute inset-y-0 rounded-sm ${width === 0 ? 'z-10 w-2 border-2 bg-surface' : 'min-w-0.5'}`}
      style={
        width === 0
          ? { left: `${from}%`, background: 'var(--surface)' }
          : { left: `${from}%`, width: `calc(${width}% - 1px)` }
      }
    >
      {null}
    </BoxMark>
  );
}

interface RestProps {
  readonly width: number;
  readonly name: string;
  /** All that counts: what the target less this is. */
  readonly selection: Selection | null;
  readonly marks: Marks;
}

function Rest({ width, name, selection, marks }: RestProps) {
  const looks = 'absolute inset-y-0 right-0 rounded-sm border border-dashed border-rule';
  if (!selection) return <span aria-hidden className={looks} style={{ width: `${width}%` }} />;
  return (
    <BoxMark marks={marks} id={REST} name={name} selection={selection} className={looks} style={{ width: `${width}%` }}>
      {null}
    </BoxMark>
  );
}

/** One number can only be of one kind. */
function countedOf({ unit }: ReconciliationRow, { side, kinds }: Counts, parties: readonly string[]): Selection | null {
  const [kind, ...others] = kinds;
  return kind && others.length === 0 ? { kind, unit, account: RECONCILED, [side]: parties } : null;
}

function usePieceWords(unit: string): (piece: LegPiece) => string {
  const { t } = useLingui();
  const { word } = useWords();
  const { titleOf } = useBookHistory();
  const amountWords = useAmountWords();
  return ({ account, leg }) => {
    const disputed = leg.disputed ? `, ${t`disputed`}` : '';
    const name = `${titleOf(`deal/${leg.deal}`)} · ${leg.leg}`;
    return `${name}, ${word(ACCOUNT_WORDS, account)}: ${amountWords(leg[account], unit)}${disputed}`;
  };
}
