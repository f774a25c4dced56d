import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { ExposureScreen } from '../exposure/exposure-screen.tsx';
import { NotFound } from './not-found.tsx';
import { Shell } from './shell.tsx';
import { parseUrlState, printUrlState, validateUrlState } from './url-state.ts';

/** Every screen by its path. Exposure is part of the first load, the rest comes when it is asked for. */

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound, validateSearch: validateUrlState });
const under = <P extends string>(path: P) => ({ getParentRoute: () => root, path }) as const;

const exposure = createRoute({ ...under('/'), component: ExposureScreen });
const deals = createRoute({
  ...under('/deals'),
  component: lazyRouteComponent(() => import('../deals/deals-screen.tsx'), 'DealsScreen'),
});
const deal = createRoute({
  ...under('/deals/$deal'),
  component: lazyRouteComponent(() => import('../deals/deal-screen.tsx'), 'DealScreen'),
});
const parties = createRoute({
  ...under('/parties'),
  component: lazyRouteComponent(() => import('../parties/parties-screen.tsx'), 'PartiesScreen'),
});
const party = createRoute({
  ...under('/parties/$party'),
  component: lazyRouteComponent(() => import('../parties/party-screen.tsx'), 'PartyScreen'),
});
const flows = createRoute({
  ...under('/flows'),
  component: lazyRouteComponent(() => import('../flows/flows-screen.tsx'), 'FlowsScreen'),
});
const stress = createRoute({
  ...under('/stress'),
  component: lazyRouteComponent(() => import('../stress/stress-screen.tsx'), 'StressScreen'),
});
const rights = createRoute({
  ...under('/rights'),
  component: lazyRouteComponent(() => import('../rights/rights-screen.tsx'), 'RightsScreen'),
});
const feed = createRoute({
  ...under('/feed'),
  component: lazyRouteComponent(() => import('../feed/feed-screen.tsx'), 'FeedScreen'),
});
const watches = createRoute({
  ...under('/watches'),
  component: lazyRouteComponent(() => import('../watches/watches-screen.tsx'), 'WatchesScreen'),
});
const record = createRoute({
  ...under('/record'),
  component: lazyRouteComponent(() => import('../record/record-screen.tsx'), 'RecordScreen'),
});
const operations = createRoute({
  ...under('/operations'),
  component: lazyRouteComponent(() => import('../operations/operations-screen.tsx'), 'OperationsScreen'),
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
  operations,
] as const;

export const router = createRouter({
  routeTree: root.addChildren(screens),
  parseSearch: parseUrlState,
  stringifySearch: printUrlState,
  defaultPreload: 'intent',
  scrollRestoration: true,
  scrollToTopSelectors: ['#main'],
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
