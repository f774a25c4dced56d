import { Trans } from '@lingui/react/macro';
import { compare } from '@offtake/exposure/rational';
import type { WatchTerms } from '../api/watches.ts';
import type { Taken } from './measuring.ts';
import { useWatchText } from './use-watch-text.ts';

/** What a watch measures now: what is stated, and how far it may lie from that. */
export function TakenText({ terms, taken }: { readonly terms: WatchTerms; readonly taken: Taken }) {
  const { print } = useWatchText();
  if (!taken.measured) {
    return (
      <span className="text-soft">
        <Trans>nothing on record</Trans>
      </span>
    );
  }
  const { low, stated, high } = taken.measured;
  const isCertain = high !== null && compare(low, high) === 0;
  const least = print(terms, low);
  const range = isCertain ? null : high === null ? (
    <Trans>at least {least}</Trans>
  ) : (
    <Trans>
      between {least} and {print(terms, high)}
    </Trans>
  );
  const headline = stated ?? (isCertain ? low : null);
  return (
    <>
      <span className={`block ${headline ? 'text-body font-semibold' : 'text-soft'}`}>
        {headline ? print(terms, headline) : <Trans>unknown</Trans>}
      </span>
      {range ? <span className="block text-label font-normal text-soft">{range}</span> : null}
    </>
  );
}
