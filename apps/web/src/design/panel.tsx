import { Plural, Trans } from '@lingui/react/macro';
import { createContext, type ReactNode, useContext } from 'react';
import { isUnanswered } from '../api/queries.ts';
import { Problem } from '../api/request.ts';
import { useStaleness } from '../connection/use-staleness.ts';
import { useTimeTravel } from '../time/time-travel.tsx';
import { useWords } from '../words/use-words.ts';

/** What a panel reads: a query, or a local computation that looks like one. */
export interface Reading<T> {
  readonly data: T | undefined;
  readonly error: Error | null;
  readonly isPending: boolean;
  /** Whether the data are those of the coordinates before, until the answer comes. */
  readonly isPlaceholderData?: boolean;
  readonly refetch: () => unknown;
}

interface PanelProps<T> {
  readonly reading: Reading<T>;
  readonly children: (data: T) => ReactNode;
  /** Whether there is nothing to show, and what then is said instead. */
  readonly isEmpty?: (data: T) => boolean;
  readonly empty?: ReactNode;
  readonly lines?: number;
}

/** What is true of a whole panel is not said again by those within it. */
const Within = createContext(false);

/** Every state that what is read may be in: loading, refused, failed, empty, stale, there. */
export function Panel<T>({ reading, children, isEmpty, empty, lines = 6 }: PanelProps<T>) {
  const { data, error, isPending, isPlaceholderData = false, refetch } = reading;
  const isWithin = useContext(Within);
  if (data === undefined) {
    if (error) return <Failure error={error} retry={refetch} />;
    return isPending ? <Loading lines={lines} /> : null;
  }
  return (
    <Within value>
      {error ? <Failure error={error} retry={refetch} /> : null}
      {error || isWithin ? null : <Stale />}
      <div className="reading" aria-busy={isPlaceholderData}>
        {isEmpty?.(data) ? <Empty>{empty}</Empty> : children(data)}
      </div>
    </Within>
  );
}

export function Loading({ lines }: { readonly lines: number }) {
  return (
    <div role="status" className="grid gap-3 p-4">
      <span className="sr-only">
        <Trans>Loading</Trans>
      </span>
      {Array.from({ length: lines }, (_, i) => (
        <span key={i} aria-hidden className="skeleton h-5" style={{ width: `${92 - ((i * 17) % 40)}%` }} />
      ))}
    </div>
  );
}

export function Empty({ children }: { readonly children: ReactNode }) {
  return <div className="grid justify-items-start gap-3 p-6 text-body text-soft">{children}</div>;
}

interface FailureProps {
  readonly error: Error;
  readonly retry: () => unknown;
}

/** Why something cannot be shown, and what can be done about it. */
export function Failure({ error, retry }: FailureProps) {
  const { status, requestId } = error instanceof Problem ? error : { status: -1, requestId: null };
  if (status === 403) {
    return (
      <Note tone="warn">
        <Trans>You may not read this. Ask an operator of the book for the role of a reader.</Trans>
      </Note>
    );
  }
  return (
    <Note tone="bad">
      <span className="min-w-0 [overflow-wrap:anywhere]">
        {reasonOf(error, status)}
        {status >= 500 && requestId ? (
          <span className="block text-label">
            <Trans>Request {requestId}</Trans>
          </span>
        ) : null}
      </span>
      <button type="button" className="button" onClick={() => retry()}>
        <Trans>Try again</Trans>
      </button>
    </Note>
  );
}

function reasonOf(error: Error, status: number): ReactNode {
  if (status === 401) return <Trans>You are no longer signed in.</Trans>;
  if (status === 404) return <Trans>There is no such thing at these coordinates.</Trans>;
  if (isUnanswered(error)) return <Trans>Nothing answers at the moment.</Trans>;
  if (status >= 500) return <Trans>The service could not answer this ({status}).</Trans>;
  return error.message;
}

/** Numbers of the present that are behind the ledger, or that no stream keeps fresh, say so. */
function Stale() {
  const staleness = useStaleness();
  const { live } = useTimeTravel();
  const { clock } = useWords();
  if (!live || !staleness) return null;
  return (
    <Note tone="warn">
      {staleness.is === 'cut-off' ? (
        <Trans>These numbers may be out of date: no live connection since {clock(staleness.since)}.</Trans>
      ) : null}
      {staleness.is === 'behind' && staleness.lag === null ? (
        <Trans>These numbers may be out of date: nobody knows how far they are behind.</Trans>
      ) : null}
      {staleness.is === 'behind' && staleness.lag !== null ? (
        <Plural
          value={staleness.lag}
          one="These numbers leave out the last # event that was recorded."
          other="These numbers leave out the last # events that were recorded."
        />
      ) : null}
    </Note>
  );
}

export function Note({ tone, children }: { readonly tone: 'warn' | 'bad'; readonly children: ReactNode }) {
  const colours = tone === 'warn' ? 'bg-warn-wash text-warn' : 'bg-bad-wash text-bad';
  return (
    <div
      role={tone === 'bad' ? 'alert' : 'note'}
      className={`mb-4 flex flex-wrap items-center gap-3 rounded-md px-3 py-2 [.panel_&]:m-2 ${colours}`}
    >
      {children}
    </div>
  );
}
