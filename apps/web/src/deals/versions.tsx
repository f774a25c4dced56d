import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { FIELD_WORDS } from '../words/field-words.ts';
import { useWords } from '../words/use-words.ts';
import { differingFields } from './differing-fields.ts';
import { Value } from './field-changes.tsx';

type Data = Readonly<Record<string, unknown>>;

interface VersionsProps {
  readonly recorded: Data;
  /** null where sources disagree, but none says what else. */
  readonly alternative: Data | null;
}

/** What is recorded and what the other version says, side by side, where they differ. */
export function Versions({ recorded, alternative }: VersionsProps) {
  const { word } = useWords();
  if (!alternative) {
    return (
      <p data-testid="versions" className="text-soft">
        <Trans>Sources disagree about this; no other version of it is known.</Trans>
      </p>
    );
  }
  const fields = differingFields(recorded, alternative);
  return (
    <table data-testid="versions" className="w-full table-fixed border-separate border-spacing-0 max-sm:block">
      <thead className="text-left text-label text-faint max-sm:sr-only">
        <tr>
          <th scope="col" className="w-1/4 py-1 pr-3 font-medium">
            <Trans>Field</Trans>
          </th>
          <th scope="col" className="py-1 pr-3 font-medium">
            <Trans>as recorded</Trans>
          </th>
          <th scope="col" className="py-1 font-medium">
            <Trans>the other version</Trans>
          </th>
        </tr>
      </thead>
      <tbody className="align-top [overflow-wrap:anywhere] max-sm:block">
        {fields.map(({ path, recorded: one, alternative: other }) => (
          <tr key={path.join('/')} className="max-sm:block max-sm:border-t max-sm:border-line max-sm:py-1.5">
            <th
              scope="row"
              className="text-left font-normal text-soft max-sm:block sm:border-t sm:border-line sm:py-1.5 sm:pr-3"
            >
              {path.map((step) => word(FIELD_WORDS, step)).join(' · ')}
            </th>
            <td className="max-sm:block sm:border-t sm:border-line sm:py-1.5 sm:pr-3">
              <Side>
                <Trans>as recorded</Trans>
              </Side>
              <Said value={one} field={path.at(-1)} />
            </td>
            <td className="font-medium max-sm:block sm:border-t sm:border-line sm:py-1.5">
              <Side>
                <Trans>the other version</Trans>
              </Side>
              <Said value={other} field={path.at(-1)} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The heading of a column, where there are no columns. */
function Side({ children }: { readonly children: ReactNode }) {
  return (
    <span aria-hidden className="mr-2 text-label font-normal text-faint sm:hidden">
      {children}
    </span>
  );
}

function Said({ value, field = '' }: { readonly value: unknown; readonly field?: string | undefined }) {
  if (value === null || value === undefined) return <span className="text-faint">–</span>;
  return <Value value={value} field={field} />;
}
