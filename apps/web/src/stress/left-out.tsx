import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { ExcludedLeg, Stress, StressedLeg } from '../api/stress.ts';
import { keepPlace } from '../app/place.ts';
import { Section } from '../design/section.tsx';
import { AmountText } from '../numbers/amount-text.tsx';
import { DisputedMark } from '../numbers/disputed-mark.tsx';
import { PartyLink } from '../parties/party-link.tsx';
import { useBookHistory } from '../time/book-history.tsx';

/** What could not be counted, and why: an unknown is listed, never taken for nothing. */
export function LeftOut({ stress: { excluded, internal } }: { readonly stress: Stress }) {
  if (excluded.length + internal.length === 0) return null;
  return (
    <Section
      title={<Trans>Not in this computation</Trans>}
      note={<Trans>Firm, but without a date or a figure, or due before; and what is owed inside one party.</Trans>}
    >
      <ul className="mt-2 divide-y divide-line border-t border-line">
        {excluded.map((leg) => (
          <Row key={`${leg.deal}/${leg.leg}/${leg.why}`} leg={leg}>
            <Why why={leg.why} />
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

function Why({ why }: { readonly why: ExcludedLeg['why'] }) {
  if (why === 'undated') return <Trans>due on no known date</Trans>;
  return why === 'past' ? <Trans>was due before</Trans> : <Trans>states no figure</Trans>;
}

function Row({ leg, children }: { readonly leg: StressedLeg; readonly children: ReactNode }) {
  const { titleOf } = useBookHistory();
  return (
    <li data-testid="left-out" className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 px-4 py-2">
      <span className="min-w-0">
        <PartyLink party={leg.obligor} /> <span className="text-faint">→</span> <PartyLink party={leg.obligee} />
        <span className="block text-soft">
          <Link
            to="/deals/$deal"
            params={{ deal: leg.deal }}
            search={keepPlace()}
            className="linklike inline-block py-0.5"
          >
            {titleOf(`deal/${leg.deal}`)}
          </Link>{' '}
          · {leg.leg}
        </span>
      </span>
      <span className="sm:text-right">
        <AmountText amount={leg} unit={leg.unit} showUnit />
        <DisputedMark disputed={leg.disputed} />
        <span className="block text-label text-faint">{children}</span>
      </span>
    </li>
  );
}
