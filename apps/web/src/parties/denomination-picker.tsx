import { useLingui } from '@lingui/react/macro';
import type { ExposureRow } from '../api/shapes.ts';
import { useSetUrl, useUrl } from '../app/place.ts';
import { type Denomination, denominationsOf } from '../exposure/matrix.ts';
import { useWords } from '../words/use-words.ts';
import { KIND_WORDS } from '../words/vocabulary.ts';

interface DenominationPickerProps {
  readonly groups: readonly Denomination[];
  readonly chosen: Denomination;
}

/** Of what: kinds and units are never shown as one. */
export function DenominationPicker({ groups, chosen }: DenominationPickerProps) {
  const { t } = useLingui();
  const { word } = useWords();
  const setUrl = useSetUrl();
  return (
    <fieldset className="segments w-fit max-w-full" aria-label={t`Kinds and units`}>
      {groups.map(({ kind, unit }) => (
        <button
          key={`${kind}/${unit}`}
          type="button"
          data-kind={kind}
          data-unit={unit}
          aria-pressed={kind === chosen.kind && unit === chosen.unit}
          onClick={() => void setUrl({ kind, unit, sel: undefined })}
        >
          {word(KIND_WORDS, kind)} <span className="font-normal text-faint">{unit}</span>
        </button>
      ))}
    </fieldset>
  );
}

/** What a party, or its group, has anything of, and which of it the URL names, else the first. */
export function useDenominations(members: readonly string[], rows: readonly ExposureRow[]) {
  const { kind, unit } = useUrl();
  const own = rows.filter((row) => members.includes(row.obligor) || members.includes(row.obligee));
  const groups = denominationsOf(own);
  const chosen = groups.find((group) => group.kind === kind && group.unit === unit) ?? groups[0] ?? null;
  return { groups, chosen };
}
