import { Trans } from '@lingui/react/macro';
import { Section } from '../design/section.tsx';
import type { FieldSpec } from '../record/field-spec.ts';
import { CHOICES } from '../record/input-field.tsx';
import { useBookHistory } from '../time/book-history.tsx';
import { useWords } from '../words/use-words.ts';
import type { TableProps } from './column-table.tsx';
import { type ImportPlace, missingPlaces } from './import-places.ts';
import { usePlaceName } from './place-name.tsx';

/** What the events need and no column gives: the same for all rows. */
export function SameForAll({ places, reading, onChange }: TableProps) {
  const given = new Set(places.filter((place): place is string => Boolean(place)));
  const missing = reading.type === '' || given.has('type') ? [] : missingPlaces(reading.type, given);
  if (missing.length === 0) return null;
  return (
    <Section
      title={<Trans>The same for all rows</Trans>}
      note={<Trans>Every event needs these, and no column gives them.</Trans>}
      testId="import-same"
    >
      <div className="grid gap-x-6 gap-y-3 p-4 sm:grid-cols-2 xl:grid-cols-3">
        {missing.map((each) => (
          <SameField
            key={each.place}
            of={each}
            value={reading.same[each.place] ?? ''}
            onChange={(value) => onChange({ ...reading, same: { ...reading.same, [each.place]: value } })}
          />
        ))}
      </div>
    </Section>
  );
}

interface SameFieldProps {
  readonly of: ImportPlace;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function SameField({ of: { place, spec }, value, onChange }: SameFieldProps) {
  const { word } = useWords();
  const nameOf = usePlaceName();
  const known = useKnown(place);
  const given = {
    name: `same-${place}`,
    value,
    className: 'field',
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
  };
  return (
    <label className="block min-w-0">
      <span className="eyebrow mb-1 block">{nameOf(place)}</span>
      {spec.is === 'choice' ? (
        <select {...given}>
          <option value="" />
          {spec.choices.map((choice) => (
            <option key={choice} value={choice}>
              {word(CHOICES, choice)}
            </option>
          ))}
        </select>
      ) : (
        <>
          <input
            {...given}
            type={kindOfInput(spec)}
            autoComplete="off"
            list={known.length > 0 ? `known-${place}` : undefined}
          />
          {known.length > 0 ? (
            <datalist id={`known-${place}`}>
              {known.map((slug) => (
                <option key={slug} value={slug} />
              ))}
            </datalist>
          ) : null}
        </>
      )}
    </label>
  );
}

function kindOfInput(spec: FieldSpec): 'date' | 'text' {
  return spec.is === 'date' ? 'date' : 'text';
}

/** Deals and parties of the book, where one of them is asked for. */
function useKnown(place: string): readonly string[] {
  const { events } = useBookHistory();
  if (place !== 'deal' && place !== 'party') return [];
  const scope = `${place}/`;
  const streams = new Set(events.map(({ stream }) => stream).filter((stream) => stream.startsWith(scope)));
  return [...streams].map((stream) => stream.slice(scope.length)).sort();
}
