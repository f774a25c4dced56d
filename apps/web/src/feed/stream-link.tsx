import { Link } from '@tanstack/react-router';
import { keepPlace } from '../app/place.ts';
import { useBookHistory } from '../time/book-history.tsx';

/** A deal by its title or a party by its name, and the way to its page. */
export function StreamLink({ stream }: { readonly stream: string }) {
  const { titleOf } = useBookHistory();
  const [scope, slug = ''] = stream.split('/');
  const title = titleOf(stream);
  return scope === 'deal' ? (
    <Link to="/deals/$deal" params={{ deal: slug }} search={keepPlace()} className="linklike font-medium">
      {title}
    </Link>
  ) : (
    <Link to="/parties/$party" params={{ party: slug }} search={keepPlace()} className="linklike font-medium">
      {title}
    </Link>
  );
}
