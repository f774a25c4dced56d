import type { Shape } from './cell-shapes.ts';

/** The value of a cell, as JSON has it; or what is wrong with the cell. */
export type CellValue = { readonly value: unknown } | { readonly rule: string; readonly message: string };

/** A list of words in one cell. */
const BETWEEN_WORDS = '|';

/** @param shape what may stand at the cell's place; null: nothing, which is left to the event's schema to say */
export function valueOf(text: string, shape: Shape | null, decimalComma: boolean): CellValue {
  if (shape === null) return { value: text };
  const hasParts = shape.fields.size > 0 || shape.items !== null;
  if (hasParts && /^[[{]/.test(text)) return parseJson(text);
  if (shape.items?.text && !shape.text) return { value: text.split(BETWEEN_WORDS).map((word) => word.trim()) };
  if (shape.text) return shape.number && decimalComma && isThousands(text) ? ambiguous(text) : { value: text };
  if (shape.flag) {
    if (/^(true|false)$/i.test(text)) return { value: text.toLowerCase() === 'true' };
    return { rule: 'schema', message: `true or false, not "${shown(text)}"` };
  }
  if (shape.integer) {
    if (/^\d{1,15}$/.test(text)) return { value: Number(text) };
    return { rule: 'schema', message: `a whole number, not "${shown(text)}"` };
  }
  return { rule: 'schema', message: `this has parts: fill in their own columns, or write it as JSON` };
}

function parseJson(text: string): CellValue {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { rule: 'malformed', message: `not JSON: ${(error as Error).message}` };
  }
}

/** 1.500 is fifteen hundred where decimals have a comma, and one and a half where they have a point. */
function isThousands(text: string): boolean {
  return /^-?[1-9]\d{0,2}\.\d{3}$/.test(text);
}

function ambiguous(text: string): CellValue {
  const [whole = '', fraction = ''] = text.split('.');
  const message = `${text} is ${whole}${fraction} or ${whole}.${fraction.replace(/0+$/, '') || '0'}: write it without points between thousands, or without zeros at the end`;
  return { rule: 'spreadsheet-number', message };
}

const LONGEST_SHOWN = 40;
const EXPONENT = /^-?\d+([.,]\d+)?e[+-]?\d+$/i;
const OTHER_NUMBER = /^[^\p{L}\d]*\d[\d.,'’\s]*[^\p{L}\d]*$/u;
const SERIAL_DAY = /^\d{5}$/;

/** How a spreadsheet has written what the schema does not take; null where that is not what is wrong. */
export function spreadsheetForm(text: string, { number, date }: Shape): { rule: string; message: string } | null {
  const cell = `"${shown(text)}"`;
  if (date && (/^\d+[/.-]\d+[/.-]\d+/.test(text) || SERIAL_DAY.test(text))) {
    const message = `${cell} is a date as a spreadsheet writes it: format the column as text, and write year-month-day, for example 2026-12-31`;
    return { rule: 'spreadsheet-date', message };
  }
  if (!number) return null;
  if (EXPONENT.test(text)) {
    const message = `${cell} is a number that a spreadsheet has shortened, and its digits are lost: format the column as text, and write all of them`;
    return { rule: 'spreadsheet-number', message };
  }
  if (!OTHER_NUMBER.test(text) || /^-?\d+(\.\d+)?$/.test(text)) return null;
  const message = `${cell} is a number as a spreadsheet writes it: format the column as text, and write it with a point for decimals and nothing else, for example 1234.5`;
  return { rule: 'spreadsheet-number', message };
}

export function shown(text: string): string {
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}
