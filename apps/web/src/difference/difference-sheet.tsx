import { useLingui } from '@lingui/react/macro';
import { lazy, Suspense } from 'react';
import { useSetUrl, useUrl } from '../app/place.ts';
import { Loading } from '../design/panel.tsx';
import { Sheet } from '../design/sheet.tsx';

const DifferenceReport = lazy(async () => ({ default: (await import('./difference-report.tsx')).DifferenceReport }));

/** The side sheet that is open while the URL asks what differs between the two moments. */
export function DifferenceSheet() {
  const { t } = useLingui();
  const { show } = useUrl();
  const setUrl = useSetUrl();
  return (
    <Sheet
      wide
      label={t`Difference between two moments`}
      isOpen={show === 'difference'}
      onClose={() => void setUrl({ show: undefined })}
    >
      <Suspense fallback={<Loading lines={8} />}>
        <DifferenceReport />
      </Suspense>
    </Sheet>
  );
}
