import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { keepPlace } from '../app/place.ts';
import { Icon } from '../design/icon.tsx';

/** From the page of a party or a deal to a new watch of it. */
export function WatchLink(about: { readonly party: string } | { readonly deal: string }) {
  return (
    <Link to="/watches" search={keepPlace({ watch: 'new', ...about })} className="button">
      <Icon name="eye" />
      <Trans>Watch this</Trans>
    </Link>
  );
}
