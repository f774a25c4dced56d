import { useLocation } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useJustRecorded } from '../record/just-recorded.ts';
import { useUrl } from './place.ts';

const RecordedNotice = lazy(async () => ({ default: (await import('../record/recorded-notice.tsx')).RecordedNotice }));

/** Where it is said what was just recorded: above the screen that shows it, there before there is anything to say. */
export function RecordedPlace() {
  const recorded = useJustRecorded();
  const { pathname } = useLocation();
  const { book } = useUrl();
  const isHere = recorded !== null && recorded.path === pathname && (book === undefined || book === recorded.book);
  return (
    <div role="status">
      <Suspense>{isHere ? <RecordedNotice key={recorded.position} recorded={recorded} /> : null}</Suspense>
    </div>
  );
}
