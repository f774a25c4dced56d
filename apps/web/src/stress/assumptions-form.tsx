import { Trans, useLingui } from '@lingui/react/macro';
import { LEG_KINDS } from '@offtake/deals/units';
import type { Violation } from '../api/request.ts';
import type { Stress } from '../api/stress.ts';
import { useSetUrl, useUrl } from '../app/place.ts';
import { Section } from '../design/section.tsx';
import { useWords } from '../words/use-words.ts';
import { KIND_WORDS } from '../words/vocabulary.ts';
import { AssetFields } from './asset-fields.tsx';
import { DEFAULT_MONTHS, parseKinds, printKinds } from './assumptions.ts';
import { ShareField, WholeField } from './number-fields.tsx';
import { ShockList } from './shock-list.tsx';

interface AssumptionsProps {
  readonly unit: string;
  readonly violations: readonly Violation[];
  readonly result: Stress | undefined;
}

/** What is supposed. Each change stands in the URL at once: a reload, or whoever gets the link, sees the same. */
export function Assumptions({ unit, violations, result }: AssumptionsProps) {
  const { months, alpha, beta, shocks, assets, kinds } = useUrl();
  const setUrl = useSetUrl();
  const isChanged = [months, alpha, beta, shocks, assets, kinds].some((each) => each !== undefined);
  const reset = { months: undefined, alpha: undefined, beta: undefined, shocks: undefined, assets: undefined };
  return (
    <form data-testid="stress-form" className="grid min-w-0 gap-4" onSubmit={(event) => event.preventDefault()}>
      <Section
        title={<Trans>What happens</Trans>}
        controls={
          isChanged ? (
            <button
              type="button"
              className="button button-quiet"
              onClick={() => void setUrl({ ...reset, kinds: undefined })}
            >
              <Trans>Start over</Trans>
            </button>
          ) : null
        }
      >
        <div className="px-4 pt-2 pb-4">
          <ShockList violations={violations} />
        </div>
      </Section>
      <Section
        title={<Trans>What each has</Trans>}
        note={<Trans>In {unit}, to pay with, beside what it is owed. What the book knows stands there already.</Trans>}
      >
        <AssetFields unit={unit} violations={violations} result={result} />
      </Section>
      <Section title={<Trans>What is due, and what failing costs</Trans>}>
        <div className="grid gap-4 px-4 pt-2 pb-4">
          <Kinds />
          <div className="grid gap-3 sm:grid-cols-3 xl:grid-cols-1">
            <WholeField
              name="months"
              label={<Trans>Due in the next months</Trans>}
              value={months ?? String(DEFAULT_MONTHS)}
              onCommit={(text) => void setUrl({ months: /^[1-9]\d{0,2}$/.test(text) ? text : undefined })}
            />
            <ShareField
              name="alpha"
              label={<Trans>α: assets left after failing, %</Trans>}
              value={alpha ?? '1'}
              onCommit={(share) => void setUrl({ alpha: share === '1' ? undefined : share })}
            />
            <ShareField
              name="beta"
              label={<Trans>β: receipts left after failing, %</Trans>}
              value={beta ?? '1'}
              onCommit={(share) => void setUrl({ beta: share === '1' ? undefined : share })}
            />
          </div>
        </div>
      </Section>
    </form>
  );
}

function Kinds() {
  const { t } = useLingui();
  const { word } = useWords();
  const { kinds: given } = useUrl();
  const setUrl = useSetUrl();
  const kinds = parseKinds(given);
  return (
    <fieldset aria-label={t`Kinds of obligation`}>
      <legend className="eyebrow mb-1">
        <Trans>Kinds of obligation</Trans>
      </legend>
      <div className="flex flex-wrap gap-x-4 gap-y-1">
        {LEG_KINDS.filter((kind) => kind !== 'capacity' && kind !== 'chips').map((kind) => (
          <label key={kind} className="inline-flex items-center gap-2 py-1">
            <input
              type="checkbox"
              name={`kind-${kind}`}
              className="size-4 accent-accent"
              checked={kinds.includes(kind)}
              onChange={(event) =>
                void setUrl({
                  kinds: printKinds(event.target.checked ? [...kinds, kind] : kinds.filter((each) => each !== kind)),
                })
              }
            />
            {word(KIND_WORDS, kind)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
