import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { Loading } from '../design/panel.tsx';
import { ExposureScreen } from '../exposure/exposure-screen.tsx';
import { BrokenScreen } from './broken-screen.tsx';
import { lazyScreen } from './lazy-screen.ts';
import { NotFound } from './not-found.tsx';
import { Shell } from './shell.tsx';
import { parseUrlState, printUrlState, validateUrlState } from './url-state.ts';

/** Every screen by its path. Exposure is part of the first load, the rest comes when it is asked for. */

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound, validateSearch: validateUrlState });
const under = <P extends string>(path: P) => ({ getParentRoute: () => root, path }) as const;

const exposure = createRoute({ ...under('/'), component: ExposureScreen });
const deals = createRoute({
  ...under('/deals'),
  component: lazyScreen(() => import('../deals/deals-screen.tsx'), 'DealsScreen'),
});
const deal = createRoute({
  ...under('/deals/$deal'),
  component: lazyScreen(() => import('../deals/deal-screen.tsx'), 'DealScreen'),
});
const parties = createRoute({
  ...under('/parties'),
  component: lazyScreen(() => import('../parties/parties-screen.tsx'), 'PartiesScreen'),
});
const party = createRoute({
  ...under('/parties/$party'),
  component: lazyScreen(() => import('../parties/party-screen.tsx'), 'PartyScreen'),
});
const flows = createRoute({
  ...under('/flows'),
  component: lazyScreen(() => import('../flows/flows-screen.tsx'), 'FlowsScreen'),
});
const stress = createRoute({
  ...under('/stress'),
  component: lazyScreen(() => import('../stress/stress-screen.tsx'), 'StressScreen'),
});
const rights = createRoute({
  ...under('/rights'),
  component: lazyScreen(() => import('../rights/rights-screen.tsx'), 'RightsScreen'),
});
const feed = createRoute({
  ...under('/feed'),
  component: lazyScreen(() => import('../feed/feed-screen.tsx'), 'FeedScreen'),
});
const watches = createRoute({
  ...under('/watches'),
  component: lazyScreen(() => import('../watches/watches-screen.tsx'), 'WatchesScreen'),
});
const record = createRoute({
  ...under('/record'),
  component: lazyScreen(() => import('../record/record-screen.tsx'), 'RecordScreen'),
});
const importing = createRoute({
  ...under('/import'),
  component: lazyScreen(() => import('../import/import-screen.tsx'), 'ImportScreen'),
});
const operations = createRoute({
  ...under('/operations'),
  component: lazyScreen(() => import('../operations/operations-screen.tsx'), 'OperationsScreen'),
});

const screens = [
  exposure,
  deals,
  deal,
  parties,
  party,
  flows,
  stress,
  rights,
  feed,
  watches,
  record,
  importing,
  operations,
] as const;

export const router = createRouter({
  routeTree: root.addChildren(screens),
  parseSearch: parseUrlState,
  stringifySearch: printUrlState,
  defaultPreload: 'intent',
  defaultErrorComponent: BrokenScreen,
  defaultPendingComponent: () => <Loading lines={8} />,
  scrollRestoration: true,
  scrollToTopSelectors: ['#main'],
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
