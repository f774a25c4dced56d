/** en-GB writes "38bn" and "1.4tn", as analysts do. */
const TAG: Readonly<Record<string, string>> = { en: 'en-GB', es: 'es' };

export const numberTag = (locale: string): string => TAG[locale] ?? locale;

const FORMATS = new Map<string, Intl.NumberFormat>();

/** Making a format costs as much as writing dozens of numbers with it: one for each language and kind is kept. */
export function formatDigits(locale: string, options: Intl.NumberFormatOptions, decimal: string): string {
  const key = `${locale} ${JSON.stringify(options)}`;
  const format = FORMATS.get(key) ?? new Intl.NumberFormat(numberTag(locale), options);
  FORMATS.set(key, format);
  // The text itself, not a float, so that 18 digits stay 18 digits.
  return format.format(decimal as Intl.StringNumericLiteral);
}
