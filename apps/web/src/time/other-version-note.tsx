import { Plural, Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { keepPlace } from '../app/place.ts';
import { useBookHistory } from './book-history.tsx';
import { useReading } from './use-reading.ts';

/** At the head of every screen that does not show what is recorded: what it shows instead, and the way back. */
export function OtherVersionNote() {
  const { disputes, isAlternative, choose } = useReading();
  const { titleOf } = useBookHistory();
  if (!isAlternative) return null;
  const known = disputes.filter(({ hasAlternative }) => hasAlternative);
  const streams = [...new Set(known.map(({ stream }) => stream))];
  return (
    <div
      role="note"
      data-testid="other-version"
      className="mb-4 flex flex-wrap items-center justify-between gap-x-6 gap-y-2 rounded-md bg-warn-wash px-3 py-2 text-warn"
    >
      <p className="min-w-0">
        <strong className="font-semibold">
          <Trans>Not as recorded.</Trans>
        </strong>{' '}
        <Plural
          value={known.length}
          _0="Nothing is disputed here in another version: this is what is recorded."
          one="Shown is what would be true if the other version of # disputed event held:"
          other="Shown is what would be true if the other versions of # disputed events held:"
        />{' '}
        {streams.map((stream, i) => (
          <span key={stream}>
            {i > 0 ? ', ' : ''}
            <StreamLink stream={stream}>{titleOf(stream)}</StreamLink>
          </span>
        ))}
      </p>
      <button type="button" className="button" onClick={() => choose('recorded')}>
        <Trans>Show as recorded</Trans>
      </button>
    </div>
  );
}

function StreamLink({ stream, children }: { readonly stream: string; readonly children: string }) {
  const [scope, slug = ''] = stream.split('/');
  const className = 'underline underline-offset-3';
  return scope === 'deal' ? (
    <Link to="/deals/$deal" params={{ deal: slug }} search={keepPlace()} className={className}>
      {children}
    </Link>
  ) : (
    <Link to="/parties/$party" params={{ party: slug }} search={keepPlace()} className={className}>
      {children}
    </Link>
  );
}
