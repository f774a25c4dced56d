import { useLingui } from '@lingui/react/macro';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import type { Read } from '../api/shapes.ts';
import { type AmountRow, exactAmount } from '../numbers/format-amount.ts';
import { firstShown, type Marked, markedAfter, withFaded } from './changed-amounts.ts';
import { useCoordinates } from './coordinates.ts';
import { prefersStillness } from './reduced-motion.ts';

/** As long as the fade in design/scrubber.css. */
const FADE_MS = 2400;

const Marks = createContext<Marked | null>(null);

interface ChangeMarksProps {
  /** The answer that the numbers come from: it says at which moment they stand. */
  readonly of: Read;
  /** What is shown of it. */
  readonly scope: string;
  readonly amounts: ReadonlyMap<string, AmountRow>;
  readonly children: ReactNode;
}

/** Around numbers that are marked as they change: in play, step by step, and when something is recorded. */
export function ChangeMarks({ of: { position, validAt }, scope, amounts, children }: ChangeMarksProps) {
  const { reading } = useCoordinates();
  const next = { scope: `${scope} ${reading ?? ''}`, moment: `${position} ${validAt ?? ''}`, amounts };
  const [marked, setMarked] = useState(() => firstShown(next));
  const { shown } = marked;
  if (shown.scope !== next.scope || shown.moment !== next.moment || shown.amounts !== amounts) {
    setMarked(markedAfter(marked, next));
  }
  const { move } = marked;
  // Every move has its own end: the next one does not cut it short.
  useEffect(() => {
    if (move > 0 && !prefersStillness()) setTimeout(() => setMarked((now) => withFaded(now, move)), FADE_MS);
  }, [move]);
  return <Marks value={marked}>{children}</Marks>;
}

/** A sign beside the number: up, down, a diamond, a square where it is new. It fades, or stays where motion is reduced. */
export function ChangeMark({ of }: { readonly of: string }) {
  const marked = useContext(Marks);
  const mark = marked?.marks.get(of);
  if (!marked || !mark || mark.move <= marked.faded) return null;
  return (
    <span
      // Another mark begins to fade anew.
      key={mark.move}
      aria-hidden
      data-testid="changed"
      data-change={mark.change}
      data-newest={mark.move === marked.move}
      className="change-mark no-print"
    />
  );
}

/** What a number was one moment before, in words for who does not see the mark; null where it is the same. */
export function useFormerly(of: string, unit: string): string | null {
  const { t, i18n } = useLingui();
  const marked = useContext(Marks);
  const mark = marked?.marks.get(of);
  if (!mark || mark.move !== marked?.move) return null;
  if (!mark.before) return t`new at this moment`;
  const before = exactAmount(i18n.locale, mark.before, unit, { undisclosed: t`undisclosed`, unbounded: t`unbounded` });
  return t`one moment before: ${before}`;
}
