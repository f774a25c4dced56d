import { Trans, useLingui } from '@lingui/react/macro';
import { Link, type LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { ConnectionChip } from '../connection/connection-chip.tsx';
import { BookSwitcher } from './book-switcher.tsx';
import { LocaleSwitch } from './locale-switch.tsx';
import { keepPlace } from './place.ts';
import { SignOut } from './sign-out.tsx';
import { ThemeSwitch } from './theme-switch.tsx';

export function Masthead() {
  const { t } = useLingui();
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
          aria-label={t`Screens`}
          className="order-last -mx-2 flex w-[calc(100%+1rem)] justify-between sm:justify-start lg:order-none lg:mx-0 lg:w-auto"
        >
          <Tab to="/">
            <Trans>Exposure</Trans>
          </Tab>
          <Tab to="/deals">
            <Trans>Deals</Trans>
          </Tab>
          <Tab to="/parties">
            <Trans>Parties</Trans>
          </Tab>
          <Tab to="/feed">
            <Trans>Feed</Trans>
          </Tab>
          <Tab to="/record">
            <Trans>Record</Trans>
          </Tab>
        </nav>
        <div className="ml-auto flex items-center gap-1 py-2">
          <ConnectionChip />
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
      className="border-b-2 border-transparent px-2 py-3 font-medium text-soft hover:text-ink data-[status=active]:border-accent data-[status=active]:text-ink sm:px-3 lg:py-4"
    >
      {children}
    </Link>
  );
}
