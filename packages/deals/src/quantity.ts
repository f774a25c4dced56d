import { z } from 'zod';
import { type Amount, exactly, formatDecimal, type PrintedAmount, parseDecimal } from './amount.ts';
import { type Refusal, refuse } from './refusal.ts';

/** A decimal string above zero, at most 18 integer and 6 fraction digits; stored in canonical form. */
export const decimal = z
  .string()
  .regex(/^\d{1,18}(\.\d{1,6})?$/, 'a decimal string with at most 18 integer and 6 fraction digits')
  .refine((text) => /[1-9]/.test(text), 'above zero')
  .overwrite(canonical);

/** The same, but zero and below are allowed: what a metric or a total may be. */
export const signedDecimal = z
  .string()
  .regex(/^-?\d{1,18}(\.\d{1,6})?$/, 'a decimal string with at most 18 integer and 6 fraction digits')
  .overwrite(canonical);

function canonical(text: string): string {
  return /^-?\d{1,18}(\.\d{1,6})?$/.test(text) ? formatDecimal(parseDecimal(text)) : text;
}

const unit = z.string().min(1).max(20);

function quantityOf<D extends z.ZodType<string>>(number: D) {
  const absent = z.null().optional();
  const one = { value: number, low: absent, high: absent, unit };
  return z.discriminatedUnion('qualifier', [
    z.strictObject({ qualifier: z.literal('exact'), ...one }),
    z.strictObject({ qualifier: z.literal('approx'), ...one }),
    z.strictObject({ qualifier: z.literal('upTo'), ...one }),
    z.strictObject({ qualifier: z.literal('atLeast'), ...one }),
    z.strictObject({ qualifier: z.literal('between'), value: number.nullish(), low: number, high: number, unit }),
    z.strictObject({ qualifier: z.literal('undisclosed'), value: absent, low: absent, high: absent, unit }),
  ]);
}

export const quantitySchema = quantityOf(decimal).meta({ id: 'Quantity' });
export const signedQuantitySchema = quantityOf(signedDecimal).meta({ id: 'SignedQuantity' });

/** `exact` or `approx`: what is performed, exercised, met, lapsed or taken away is always one number. */
export const oneNumberSchema = z
  .strictObject({
    qualifier: z.enum(['exact', 'approx']),
    value: decimal,
    low: z.null().optional(),
    high: z.null().optional(),
    unit,
  })
  .meta({ id: 'OneNumber' });

/** A total as the API prints it, so that it can be echoed as `previous`. */
const printedTotalSchema = z.strictObject({
  low: signedDecimal,
  stated: signedDecimal,
  high: signedDecimal.nullable(),
  unstated: z.int().min(0),
  unit,
});
export const previousSchema = z.union([quantitySchema, printedTotalSchema]);

export type Quantity = z.infer<typeof quantitySchema>;
export type OneNumber = z.infer<typeof oneNumberSchema>;
export type Previous = z.infer<typeof previousSchema>;

/** The vector of a quantity, by the table of qualifiers: exact, approx, upTo, atLeast, between, undisclosed. */
export function toAmount(quantity: Quantity | OneNumber): Amount {
  switch (quantity.qualifier) {
    case 'exact':
    case 'approx':
      return exactly(parseDecimal(quantity.value));
    case 'upTo':
      return { ...exactly(parseDecimal(quantity.value)), low: 0n };
    case 'atLeast':
      return { ...exactly(parseDecimal(quantity.value)), high: 0n, unbounded: 1 };
    case 'between': {
      const bounds = { low: parseDecimal(quantity.low), high: parseDecimal(quantity.high), unbounded: 0 };
      return quantity.value
        ? { ...bounds, stated: parseDecimal(quantity.value), unstated: 0 }
        : { ...bounds, stated: 0n, unstated: 1 };
    }
    case 'undisclosed':
      return { low: 0n, stated: 0n, high: 0n, unstated: 1, unbounded: 1 };
  }
}

/** Whether `low <= value <= high` holds; what is neither an interval nor below zero is in order by its schema. */
export function checkQuantity(quantity: Quantity, path: string): Refusal | null {
  if (quantity.qualifier === 'upTo' && toAmount(quantity).high < 0n) {
    return refuse('low-above-high', `${path}/value`, `what is at least 0 cannot be at most ${quantity.value}`);
  }
  if (quantity.qualifier !== 'between') return null;
  const { low, stated, high, unstated } = toAmount(quantity);
  if (low > high) return refuse('low-above-high', `${path}/low`, `low ${quantity.low} is above high ${quantity.high}`);
  if (unstated === 0 && (stated < low || stated > high)) {
    return refuse('value-outside-interval', `${path}/value`, `${quantity.value} is not between low and high`);
  }
  return null;
}

/** Whether `previous` says what `total` is. `unstated` is compared as yes or no, `high` only where both are bounded. */
export function echoes(previous: Previous, total: Amount): boolean {
  const echoed = 'qualifier' in previous ? toAmount(previous) : fromPrinted(previous);
  const bounded = echoed.unbounded === 0;
  return (
    echoed.low === total.low &&
    echoed.stated === total.stated &&
    echoed.unstated > 0 === total.unstated > 0 &&
    bounded === (total.unbounded === 0) &&
    (!bounded || echoed.high === total.high)
  );
}

function fromPrinted(total: PrintedAmount): Amount {
  return {
    low: parseDecimal(total.low),
    stated: parseDecimal(total.stated),
    high: total.high === null ? 0n : parseDecimal(total.high),
    unstated: total.unstated,
    unbounded: total.high === null ? 1 : 0,
  };
}
