import { FIELD_WORDS } from '../words/field-words.ts';
import { useWords } from '../words/use-words.ts';

/** A place in words, by the fields on the way to it: "Quantity · Value". */
export function usePlaceName(): (place: string) => string {
  const { word } = useWords();
  return (place) => {
    const steps = place.replace(/^data\./, '').split('.');
    const named = steps.map((step) => (/^\d+$/.test(step) ? String(Number(step) + 1) : word(FIELD_WORDS, step)));
    return named.join(' · ');
  };
}

export function PlaceName({ place }: { readonly place: string }) {
  return usePlaceName()(place);
}
