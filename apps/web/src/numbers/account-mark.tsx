import { useWords } from '../words/use-words.ts';
import { ACCOUNT_MEANINGS, ACCOUNT_WORDS } from '../words/vocabulary.ts';
import type { AmountRow } from './format-amount.ts';

/** The account's sign: the surer, the more solid. */
export function AccountMark({ account }: { readonly account: string }) {
  return <span aria-hidden className="account-mark account-fill" data-account={account} />;
}

export function AccountName({ account }: { readonly account: string }) {
  const { word } = useWords();
  return (
    <span className="inline-flex items-center whitespace-nowrap" title={word(ACCOUNT_MEANINGS, account)}>
      <AccountMark account={account} />
      {word(ACCOUNT_WORDS, account)}
    </span>
  );
}

export type AccountShare = AmountRow & { readonly account: string };

/** Accounts of one kind and unit side by side, by what is stated. What is undisclosed has no width to show. */
export function AccountBar({ rows }: { readonly rows: readonly AccountShare[] }) {
  const stated = rows.filter((row) => Number(row.stated) > 0 && row.account !== 'lapsed');
  if (stated.length === 0) return null;
  return (
    <span aria-hidden className="account-bar">
      {stated.map((row, i) => (
        <span
          key={`${row.account}${i}`}
          className="account-fill"
          data-account={row.account}
          style={{ flexGrow: row.stated }}
        />
      ))}
    </span>
  );
}
