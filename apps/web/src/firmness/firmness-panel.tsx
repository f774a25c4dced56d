import { Trans } from '@lingui/react/macro';
import type { ExposureRow } from '../api/shapes.ts';
import { Section } from '../design/section.tsx';
import type { Selection } from '../explain/selection.ts';
import { DisputedMark } from '../numbers/disputed-mark.tsx';
import { useWords } from '../words/use-words.ts';
import { KIND_WORDS } from '../words/vocabulary.ts';
import { firmnessSheet } from './firmness-sheet.ts';
import { waterfallOf } from './waterfall.ts';
import { Ended, FirmnessFigure, WaterfallTable } from './waterfall-table.tsx';

interface FirmnessPanelProps {
  /** All of one kind and unit, every account. */
  readonly rows: readonly ExposureRow[];
  readonly where: Selection;
  readonly title?: React.ReactNode;
}

/** How much of what was announced is sure. */
export function FirmnessPanel({ rows, where, title }: FirmnessPanelProps) {
  const { word } = useWords();
  const row = waterfallOf(rows);
  return (
    <Section
      testId="firmness-panel"
      title={title ?? <Trans>From headline to firm</Trans>}
      note={
        <>
          {word(KIND_WORDS, where.kind)} · {where.unit}
          <DisputedMark disputed={rows.some(({ disputed }) => disputed)} />
        </>
      }
      sheet={row ? () => firmnessSheet(row) : undefined}
    >
      {row ? (
        <>
          <FirmnessFigure row={row} />
          <div className="pt-1 pb-2">
            <WaterfallTable row={row} where={where} />
            <Ended row={row} where={where} />
          </div>
        </>
      ) : (
        <p className="px-4 pt-1 pb-4 text-soft">
          <Trans>Nothing on record. What is announced, and how surely, builds this fall from headline to firm.</Trans>
        </p>
      )}
    </Section>
  );
}
