import { amountColumns, type Sheet, sheetOf } from '../export/sheet.ts';
import type { Denomination, Matrix } from './matrix.ts';

/** The cells of a matrix, an account a row: what both of its layouts show. */
export function exposureSheet(matrix: Matrix, { kind, unit }: Denomination): Sheet {
  const rows = matrix.obligors.flatMap((obligor) =>
    matrix.obligees.flatMap((obligee) => matrix.cell(obligor, obligee).map((cell) => ({ obligor, obligee, ...cell }))),
  );
  return sheetOf('exposure', rows, {
    obligor: (row) => row.obligor,
    obligee: (row) => row.obligee,
    account: (row) => row.account,
    kind: () => kind,
    unit: () => unit,
    ...amountColumns<(typeof rows)[number]>((row) => row),
  });
}
