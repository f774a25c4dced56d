import { useLocation } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';
import { Failure } from '../design/panel.tsx';
import { useBookHistory } from '../time/book-history.tsx';
import { OtherVersionNote } from '../time/other-version-note.tsx';
import { useSpokenValue } from '../time/spoken-value.ts';
import { RecordedPlace } from './recorded-place.tsx';

/** The screen itself. It takes the focus when another screen comes, so that keys scroll it and readers announce it. */
export function Main({ children }: { readonly children: ReactNode }) {
  const element = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const spoken = useSpokenValue();
  useEffect(() => {
    if (pathname) element.current?.focus({ preventScroll: true });
  }, [pathname]);
  return (
    <main
      ref={element}
      id="main"
      data-scroll-restoration-id="main"
      tabIndex={-1}
      className="relative overflow-y-auto outline-none"
    >
      <div className="mx-auto w-full max-w-[100rem] px-4 py-6 md:px-6">
        <RecordedPlace />
        <HistoryFailure />
        <OtherVersionNote />
        {children}
        <p className="only-print hidden">
          {spoken} · {location.href}
        </p>
      </div>
    </main>
  );
}

/** Without its history a book has neither names nor time: that is said, and not only seen. */
function HistoryFailure() {
  const { events, error, retry } = useBookHistory();
  if (!error || events.length > 0) return null;
  return <Failure error={error} retry={retry} />;
}
