import type { ReactNode } from 'react';
import { ExportMenu } from '../export/export-menu.tsx';
import type { Sheet } from '../export/sheet.ts';

interface SectionProps {
  readonly title: ReactNode;
  /** What it is, in a sentence. */
  readonly note?: ReactNode;
  /** What is chosen in it. */
  readonly controls?: ReactNode;
  /** Its figures, for whoever takes them along; not there yet: undefined. */
  readonly sheet?: (() => Sheet) | undefined;
  readonly testId?: string;
  readonly children: ReactNode;
}

/** A panel with a title. */
export function Section({ title, note, controls, sheet, testId, children }: SectionProps) {
  return (
    <section data-testid={testId} className="panel min-w-0">
      <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 px-4 pt-3">
        <div className="min-w-0 max-w-2xl">
          <h2 className="text-section font-semibold">{title}</h2>
          {note ? <p className="text-soft">{note}</p> : null}
        </div>
        {controls || sheet ? (
          <div className="flex min-w-0 flex-wrap items-center gap-2">
            {controls}
            {sheet ? <ExportMenu sheet={sheet} /> : null}
          </div>
        ) : null}
      </header>
      {children}
    </section>
  );
}
