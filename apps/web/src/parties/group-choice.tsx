import { Trans, useLingui } from '@lingui/react/macro';
import { useSetUrl, useUrl } from '../app/place.ts';

/** Whether each party is read as the whole group that it belongs to. */
export function useConsolidate(): boolean {
  return useUrl().consolidate === 'true';
}

/** A subsidiary on its own, or as part of the group: then what they owe each other drops out. */
export function GroupChoice() {
  const { t } = useLingui();
  const consolidate = useConsolidate();
  const setUrl = useSetUrl();
  return (
    <fieldset className="segments" aria-label={t`Parties`}>
      <button type="button" aria-pressed={!consolidate} onClick={() => void setUrl({ consolidate: undefined })}>
        <Trans>each party</Trans>
      </button>
      <button
        type="button"
        data-testid="consolidate"
        aria-pressed={consolidate}
        onClick={() => void setUrl({ consolidate: 'true' })}
      >
        <Trans>whole groups</Trans>
      </button>
    </fieldset>
  );
}
