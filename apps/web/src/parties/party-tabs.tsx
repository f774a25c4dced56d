import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';
import { useUrl } from '../app/place.ts';
import type { UrlState } from '../app/url-state.ts';

export const PARTY_VIEWS = ['overview', 'concentration', 'due', 'delivery', 'targets'] as const;
export type PartyView = (typeof PARTY_VIEWS)[number];

/** Which part of the party's page the URL names. */
export function usePartyView(): PartyView {
  const { view } = useUrl();
  return PARTY_VIEWS.find((each) => each === view) ?? 'overview';
}

/** The parts of a party's page: each is a link of its own, and what is chosen goes along. */
export function PartyTabs() {
  const { t } = useLingui();
  const view = usePartyView();
  const nav = useRef<HTMLElement>(null);
  // Where they do not fit side by side, the one that is shown is in sight.
  useEffect(() => {
    nav.current?.querySelector(`[data-testid=tab-${view}]`)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [view]);
  return (
    <nav ref={nav} aria-label={t`Parts of this page`} className="mb-4 flex overflow-x-auto border-b border-line">
      <Tab view="overview">
        <Trans>Overview</Trans>
      </Tab>
      <Tab view="concentration">
        <Trans>Concentration</Trans>
      </Tab>
      <Tab view="due">
        <Trans>Run-off</Trans>
      </Tab>
      <Tab view="delivery">
        <Trans>Delivery</Trans>
      </Tab>
      <Tab view="targets">
        <Trans>Targets</Trans>
      </Tab>
    </nav>
  );
}

function Tab({ view, children }: { readonly view: PartyView; readonly children: ReactNode }) {
  return (
    <Link
      to="."
      search={(before: UrlState) => inPart(before, view)}
      activeOptions={{ exact: false, explicitUndefined: true }}
      data-testid={`tab-${view}`}
      resetScroll={false}
      className="-mb-px flex-none border-b-2 border-transparent px-1.5 py-2 font-medium text-soft hover:text-ink aria-[current=page]:border-accent aria-[current=page]:text-ink sm:px-3"
    >
      {children}
    </Link>
  );
}

/** The same place in another part of the page; what was explained in this one is not. */
function inPart({ sel: _explained, ...before }: UrlState, view: PartyView) {
  return { ...before, view: view === 'overview' ? undefined : view } as UrlState;
}
