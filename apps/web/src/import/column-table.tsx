import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Section } from '../design/section.tsx';
import { EVENT_GROUPS } from '../record/event-forms.ts';
import { GROUP_WORDS } from '../record/event-meanings.ts';
import { EVENT_WORDS } from '../words/event-words.ts';
import { useWords } from '../words/use-words.ts';
import type { ImportText, Reading } from './import-file.ts';
import { placesOf } from './import-places.ts';
import { PlaceName } from './place-name.tsx';

export interface TableProps {
  readonly table: Extract<ImportText, { is: 'table' }>;
  /** By column; null where it was not understood, '' where it is left out. */
  readonly places: readonly (string | null)[];
  readonly reading: Reading;
  readonly onChange: (reading: Reading) => void;
}

/** What each column of a table is taken for; whoever wrote it may say otherwise. */
export function ColumnTable({ table, places, reading, onChange }: TableProps) {
  const unknown = places.filter((place) => place === null).length;
  return (
    <Section
      title={<Trans>Columns</Trans>}
      note={
        unknown > 0 ? (
          <span className="font-medium text-warn">
            <Plural
              value={unknown}
              one="# column is not understood: say what it is, or leave it out."
              other="# columns are not understood: say what they are, or leave them out."
            />
          </span>
        ) : (
          <Trans>Every column is understood.</Trans>
        )
      }
      controls={places.includes('type') ? null : <TypeOfAll reading={reading} onChange={onChange} />}
      testId="import-columns"
    >
      <ul className="grid gap-x-6 gap-y-2 p-4 sm:grid-cols-2 xl:grid-cols-3">
        {table.headers.map((header, i) => (
          <li key={`${header}${i}`} className="min-w-0 border-t border-line pt-2">
            <ColumnChoice
              header={header}
              example={table.rows.find(({ cells }) => cells[i])?.cells[i] ?? ''}
              place={places[i] ?? null}
              isLeftOut={places[i] === ''}
              type={reading.type}
              onChoose={(place) => onChange({ ...reading, columns: { ...reading.columns, [i]: place } })}
            />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function TypeOfAll({ reading, onChange }: Pick<TableProps, 'reading' | 'onChange'>) {
  const { word } = useWords();
  const { t } = useLingui();
  return (
    <label className="flex min-w-0 flex-wrap items-center gap-2">
      <span className="text-soft">
        <Trans>Every row is</Trans>
      </span>
      <select
        name="import-type"
        className="picker"
        value={reading.type}
        onChange={(event) => onChange({ ...reading, type: event.target.value })}
      >
        <option value="">{t`choose a type of event`}</option>
        {EVENT_GROUPS.map(({ name, types }) => (
          <optgroup key={name} label={word(GROUP_WORDS, name)}>
            {types.map((type) => (
              <option key={type} value={type}>
                {word(EVENT_WORDS, type)}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </label>
  );
}

interface ColumnChoiceProps {
  readonly header: string;
  readonly example: string;
  readonly place: string | null;
  readonly isLeftOut: boolean;
  readonly type: string;
  readonly onChoose: (place: string) => void;
}

function ColumnChoice({ header, example, place, isLeftOut, type, onChoose }: ColumnChoiceProps) {
  const { t } = useLingui();
  const offered = placesOf(type).map((each) => each.place);
  const options = place && !offered.includes(place) ? [place, ...offered] : offered;
  const isUnknown = place === null && !isLeftOut;
  return (
    <label className="block min-w-0">
      <span className="flex items-baseline gap-2">
        <span className="truncate font-medium">{header || t`(no name)`}</span>
        <span className="min-w-0 truncate text-label text-faint">{example}</span>
      </span>
      <select
        className="field mt-1"
        aria-invalid={isUnknown}
        value={place ?? '?'}
        onChange={(event) => onChoose(event.target.value)}
      >
        {isUnknown ? <option value="?">{t`not understood`}</option> : null}
        <option value="">{t`leave it out`}</option>
        {options.map((each) => (
          <option key={each} value={each}>
            <PlaceName place={each} />
          </option>
        ))}
      </select>
    </label>
  );
}
