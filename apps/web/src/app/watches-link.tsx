import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { Icon } from '../design/icon.tsx';
import { keepPlace } from './place.ts';

// What watches are measured with comes after the first screen.
const CrossedBadge = lazy(async () => ({ default: (await import('../watches/crossed-badge.tsx')).CrossedBadge }));

/** To what the reader watches, with how much of it is crossed. */
export function WatchesLink() {
  const { t } = useLingui();
  return (
    <div className="flex items-center">
      <Link
        to="/watches"
        search={keepPlace()}
        data-testid="watches-link"
        aria-label={t`Watches`}
        title={t`Watches`}
        className="button button-quiet data-[status=active]:text-accent"
      >
        <Icon name="eye" />
      </Link>
      <Suspense fallback={null}>
        <CrossedBadge />
      </Suspense>
    </div>
  );
}
