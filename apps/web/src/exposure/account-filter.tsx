import { Trans, useLingui } from '@lingui/react/macro';
import type { ExposureRow } from '../api/shapes.ts';
import { useSetUrl, useUrl } from '../app/place.ts';
import { AccountName } from '../numbers/account-mark.tsx';
import { ACCOUNTS_BY_CERTAINTY } from '../words/accounts.ts';

/** Legend and filter in one: each account with its sign, those that are there. */
export function AccountFilter({ rows }: { readonly rows: readonly ExposureRow[] }) {
  const { t } = useLingui();
  const { account: chosen } = useUrl();
  const setUrl = useSetUrl();
  const present = ACCOUNTS_BY_CERTAINTY.filter((account) => rows.some((row) => row.account === account));
  return (
    <fieldset className="segments" aria-label={t`Account`}>
      <button type="button" aria-pressed={!chosen} onClick={() => void setUrl({ account: undefined })}>
        <Trans>All held</Trans>
      </button>
      {present.map((account) => (
        <button
          key={account}
          type="button"
          aria-pressed={chosen === account}
          onClick={() => void setUrl({ account: chosen === account ? undefined : account })}
        >
          <AccountName account={account} />
        </button>
      ))}
    </fieldset>
  );
}
