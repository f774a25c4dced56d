import { msg } from '@lingui/core/macro';

/** Every screen that is about the whole book, in their order. `tab`: the masthead has one for it. */
export const SCREENS = [
  { to: '/', label: msg`Exposure`, tab: true },
  { to: '/deals', label: msg`Deals`, tab: true },
  { to: '/parties', label: msg`Parties`, tab: true },
  { to: '/flows', label: msg`Flows`, tab: true },
  { to: '/stress', label: msg`Stress`, tab: true },
  { to: '/rights', label: msg`Rights`, tab: true },
  { to: '/feed', label: msg`Feed`, tab: true },
  { to: '/watches', label: msg`Watches`, tab: false },
  { to: '/record', label: msg`Record`, tab: true },
  { to: '/import', label: msg`Import`, tab: false },
  { to: '/operations', label: msg`Operations`, tab: true },
] as const;
