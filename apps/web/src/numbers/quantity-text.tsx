import { useLingui } from '@lingui/react/macro';
import type { QuantityShape } from '../api/shapes.ts';
import { useWords } from '../words/use-words.ts';
import { QUALIFIER_WORDS } from '../words/vocabulary.ts';
import { exactNumber, shortNumber, wordyNumber } from './format-amount.ts';

interface QuantityTextProps {
  readonly quantity: QuantityShape;
  /** For tight places: the shortest form in every language. */
  readonly short?: boolean;
}

/** A quantity as a source words it: "up to 1tn USD", "20 mil millones USD" (which no one takes for a billón). */
export function QuantityText({ quantity, short = false }: QuantityTextProps) {
  const { i18n } = useLingui();
  const { word } = useWords();
  const { qualifier, value, low, high, unit } = quantity;
  const shown = (each: (locale: string, decimal: string) => string) => {
    const digits = (decimal: string | null | undefined) => (decimal ? each(i18n.locale, decimal) : '');
    const bounds = qualifier === 'between' ? `${digits(low)} – ${digits(high)}` : '';
    const prefix = qualifier === 'exact' || qualifier === 'between' ? '' : word(QUALIFIER_WORDS, qualifier);
    const unitText = unit === 'percent' ? '%' : unit;
    return [prefix, bounds, value ? digits(value) : '', unitText].filter(Boolean).join(' ');
  };
  const exact = shown(exactNumber);
  return (
    <span title={exact} data-exact={exact}>
      {shown(short || i18n.locale === 'en' ? shortNumber : wordyNumber)}
    </span>
  );
}

/** Whether a value that stands in an event's data is a quantity. */
export function isQuantity(value: unknown): value is QuantityShape {
  return typeof value === 'object' && value !== null && 'qualifier' in value && 'unit' in value;
}
