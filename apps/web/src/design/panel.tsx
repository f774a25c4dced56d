import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Problem } from '../api/request.ts';
import { isCutOff } from '../connection/connection-machine.ts';
import { useConnection } from '../connection/live-book.tsx';
import { useTimeTravel } from '../time/time-travel.tsx';
import { useWords } from '../words/use-words.ts';

/** What a panel reads: a query, or a local computation that looks like one. */
export interface Reading<T> {
  readonly data: T | undefined;
  readonly error: Error | null;
  readonly isPending: boolean;
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

/** Every state that what is read may be in: loading, refused, failed, empty, stale, there. */
export function Panel<T>({ reading, children, isEmpty, empty, lines = 6 }: PanelProps<T>) {
  const { data, error, isPending, refetch } = reading;
  if (data === undefined) {
    if (error) return <Failure error={error} retry={refetch} />;
    return isPending ? <Loading lines={lines} /> : null;
  }
  return (
    <>
      {error ? <Failure error={error} retry={refetch} /> : <Stale />}
      {isEmpty?.(data) ? <Empty>{empty}</Empty> : children(data)}
    </>
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

function Failure({ error, retry }: { readonly error: Error; readonly retry: () => unknown }) {
  const status = error instanceof Problem ? error.status : -1;
  // No answer at all, or the gateway's word that there is none.
  const silent = status === 0 || status === 502 || status === 504;
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
        {status === 404 ? <Trans>There is no such thing at these coordinates.</Trans> : null}
        {silent ? <Trans>Nothing answers at the moment.</Trans> : null}
        {status !== 404 && !silent ? error.message : null}
      </span>
      <button type="button" className="button" onClick={() => retry()}>
        <Trans>Try again</Trans>
      </button>
    </Note>
  );
}

/** Numbers of the present that no stream keeps fresh say so. */
function Stale() {
  const connection = useConnection();
  const { live } = useTimeTravel();
  const { clock } = useWords();
  if (!live || !isCutOff(connection)) return null;
  return (
    <Note tone="warn">
      <Trans>These numbers may be out of date: no live connection since {clock(connection.since)}.</Trans>
    </Note>
  );
}

export function Note({ tone, children }: { readonly tone: 'warn' | 'bad'; readonly children: ReactNode }) {
  const colours = tone === 'warn' ? 'bg-warn-wash text-warn' : 'bg-bad-wash text-bad';
  return (
    <div
      role={tone === 'bad' ? 'alert' : 'note'}
      className={`m-2 flex flex-wrap items-center gap-3 rounded-md px-3 py-2 ${colours}`}
    >
      {children}
    </div>
  );
}
