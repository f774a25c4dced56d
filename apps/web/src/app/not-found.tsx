import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { Empty } from '../design/panel.tsx';
import { keepPlace } from './place.ts';

export function NotFound() {
  return (
    <Empty>
      <h1 className="text-title font-semibold tracking-tight text-ink">
        <Trans>There is no such page</Trans>
      </h1>
      <Link to="/" search={keepPlace()} className="button">
        <Trans>Exposure</Trans>
      </Link>
    </Empty>
  );
}
