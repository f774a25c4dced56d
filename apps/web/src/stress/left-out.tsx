import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Stress, StressedLeg } from '../api/stress.ts';
import { keepPlace } from '../app/place.ts';
import { Section } from '../design/section.tsx';
import { AmountText } from '../numbers/amount-text.tsx';
import { PartyLink } from '../parties/party-link.tsx';
import { useBookHistory } from '../time/book-history.tsx';

/** What could not be counted, and why: an unknown is listed, never taken for nothing. */
export function LeftOut({ stress: { excluded, internal } }: { readonly stress: Stress }) {
  if (excluded.length + internal.length === 0) return null;
  return (
    <Section
      title={<Trans>Not in this computation</Trans>}
      note={<Trans>Firm, but without a date or without a figure; and what is owed inside one party.</Trans>}
    >
      <ul className="mt-2 divide-y divide-line border-t border-line">
        {excluded.map((leg) => (
          <Row key={`${leg.deal}/${leg.leg}/${leg.why}`} leg={leg}>
            {leg.why === 'undated' ? <Trans>due on no known date</Trans> : <Trans>states no figure</Trans>}
          </Row>
        ))}
        {internal.map((leg) => (
          <Row key={`${leg.deal}/${leg.leg}`} leg={leg}>
            <Trans>inside one party</Trans>
          </Row>
        ))}
      </ul>
    </Section>
  );
}

function Row({ leg, children }: { readonly leg: StressedLeg; readonly children: ReactNode }) {
  const { titleOf } = useBookHistory();
  return (
    <li data-testid="left-out" className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 px-4 py-2">
      <span className="min-w-0">
        <PartyLink party={leg.obligor} /> <span className="text-faint">→</span> <PartyLink party={leg.obligee} />
        <span className="block text-soft">
          <Link to="/deals/$deal" params={{ deal: leg.deal }} search={keepPlace()} className="linklike">
            {titleOf(`deal/${leg.deal}`)}
          </Link>{' '}
          · {leg.leg}
        </span>
      </span>
      <span className="text-right">
        <AmountText amount={leg} unit={leg.unit} showUnit />
        <span className="block text-label text-faint">{children}</span>
      </span>
    </li>
  );
}
