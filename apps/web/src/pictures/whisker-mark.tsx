import './pictures.css';
import type { Whisker } from './whisker.ts';

/** An interval, below the bar that it belongs to. The figure beside it says the bounds. */
export function WhiskerMark({ whisker }: { readonly whisker: Whisker | null }) {
  if (!whisker) return null;
  const { from, to, isOpen } = whisker;
  return (
    <span
      aria-hidden
      data-testid="whisker"
      data-open={isOpen || undefined}
      className="whisker"
      style={{ left: `${from}%`, width: `${Math.max(0, to - from)}%` }}
    />
  );
}
