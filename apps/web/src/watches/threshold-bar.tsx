import type { Measured } from '@offtake/exposure/watched';
import type { WatchTerms } from '../api/watches.ts';
import { thresholdScale } from './threshold-scale.ts';

/** The measure on a line, with the threshold on it; the words beside it say the same. */
export function ThresholdBar({ terms, measured }: { readonly terms: WatchTerms; readonly measured: Measured }) {
  const { from, to, stated, threshold, isOpen } = thresholdScale(terms, measured);
  const beyond = terms.is === 'above' ? { left: `${threshold}%`, right: 0 } : { left: 0, width: `${threshold}%` };
  return (
    <span aria-hidden className="relative block h-4">
      <span className="absolute inset-x-0 top-1 h-2 overflow-hidden rounded-full bg-sunken">
        <span className="absolute inset-y-0 bg-bad-wash" style={beyond} />
      </span>
      <span
        className={`absolute top-1 h-2 min-w-0.5 ${isOpen ? 'ratio-open rounded-l-full' : 'rounded-full bg-firm'}`}
        style={{ left: `${from}%`, width: `${Math.max(to - from, 0)}%` }}
      />
      {stated === null ? null : (
        <span
          className="absolute top-0 h-4 w-0.5 -translate-x-1/2 bg-ink outline-1 outline-surface"
          style={{ left: `${stated}%` }}
        />
      )}
      <span
        className="absolute -top-0.5 h-5 w-0.5 -translate-x-1/2 bg-bad outline-1 outline-surface"
        style={{ left: `${threshold}%` }}
      />
    </span>
  );
}
