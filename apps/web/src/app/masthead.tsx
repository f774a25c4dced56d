import { Trans, useLingui } from '@lingui/react/macro';
import { Link, type LinkProps, useLocation } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';
import { ConnectionChip } from '../connection/connection-chip.tsx';
import { PaletteHost } from '../palette/palette-host.tsx';
import { BookSwitcher } from './book-switcher.tsx';
import { LocaleSwitch } from './locale-switch.tsx';
import { keepPlace } from './place.ts';
import { SCREENS } from './screens.ts';
import { SignOut } from './sign-out.tsx';
import { ThemeSwitch } from './theme-switch.tsx';
import { WatchesLink } from './watches-link.tsx';

export function Masthead() {
  const { t, i18n } = useLingui();
  const tabs = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  // On a narrow screen the tabs scroll sideways: the one that is on is brought into sight.
  useEffect(() => {
    const current = pathname && tabs.current?.querySelector('[data-status="active"]');
    if (current) current.scrollIntoView({ inline: 'center', block: 'nearest' });
  }, [pathname]);
  return (
    <header className="no-print z-20 border-b border-line bg-surface">
      <a href="#main" className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:bg-surface focus:p-3">
        <Trans>Skip to the content</Trans>
      </a>
      <div className="mx-auto flex max-w-[100rem] flex-wrap items-center gap-x-6 px-4 md:px-6">
        <div className="flex min-w-0 items-center gap-3 py-2">
          <Link
            to="/"
            search={keepPlace()}
            className="flex items-center gap-2 text-section font-semibold tracking-tight"
          >
            <img src="/mark.svg" alt="" width={22} height={22} />
            Offtake
          </Link>
          <BookSwitcher />
        </div>
        <nav
          ref={tabs}
          aria-label={t`Screens`}
          className="order-last -mx-4 flex w-[calc(100%+2rem)] overflow-x-auto px-2 [scrollbar-width:none] md:-mx-6 md:w-[calc(100%+3rem)] md:px-3 xl:order-none xl:mx-0 xl:w-auto xl:px-0"
        >
          {SCREENS.filter(({ tab }) => tab).map(({ to, label }) => (
            <Tab key={to} to={to}>
              {i18n._(label)}
            </Tab>
          ))}
        </nav>
        <div className="ml-auto flex min-w-0 max-w-full items-center gap-1 py-2 [&>.button]:flex-none">
          <ConnectionChip />
          <WatchesLink />
          <PaletteHost />
          <LocaleSwitch />
          <ThemeSwitch />
          <SignOut />
        </div>
      </div>
    </header>
  );
}

function Tab({ to, children }: { readonly to: LinkProps['to'] & string; readonly children: ReactNode }) {
  return (
    <Link
      to={to}
      search={keepPlace()}
      activeOptions={{ exact: to === '/', includeSearch: false }}
      className="flex-none border-b-2 border-transparent px-2 py-3 font-medium text-soft -outline-offset-2 hover:text-ink data-[status=active]:border-accent data-[status=active]:text-ink sm:px-3 xl:py-4"
    >
      {children}
    </Link>
  );
}
