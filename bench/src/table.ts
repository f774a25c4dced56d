import type { Measured } from './figure.ts';

const COLUMNS = ['figure', 'unit', 'ours', 'peer or limit', 'ratio', 'goal', 'met', 'spread'] as const;

/** For a terminal. */
export function printedTable(figures: readonly Measured[]): string {
  const rows = [COLUMNS, ...figures.map(cellsOf)];
  const widths = COLUMNS.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

export function markdownTable(figures: readonly Measured[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(COLUMNS), line(COLUMNS.map(() => '---')), ...figures.map((figure) => line(cellsOf(figure)))].join('\n');
}

function cellsOf({ figure, unit, ours, peer, peerName, ratio, goal, met, spread }: Measured): readonly string[] {
  return [
    figure,
    unit,
    shown(ours),
    peer === null ? '' : `${shown(peer)} (${peerName})`,
    ratio === null ? '' : `${shown(ratio)} ×`,
    goal ?? '',
    met === null ? '' : met ? 'yes' : 'no',
    `${Math.round(spread * 100)} %`,
  ];
}

/** Three digits that say something; thousands apart. */
export function shown(value: number): string {
  if (!Number.isFinite(value)) return '–';
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString('en-GB', { maximumFractionDigits: digits });
}
