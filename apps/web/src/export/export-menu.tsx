import { Trans, useLingui } from '@lingui/react/macro';
import { useId, useRef, useState } from 'react';
import { useCurrentBook } from '../app/current-book.tsx';
import { Icon } from '../design/icon.tsx';
import { useCoordinates } from '../time/coordinates.ts';
import { useTimeTravel } from '../time/time-travel.tsx';
import type { Sheet } from './sheet.ts';
import type { ExportedAt } from './write.ts';

interface ExportMenuProps {
  /** What is on screen, asked for at the moment of the export. */
  readonly sheet: () => Sheet;
  readonly label?: string;
}

/** What of a panel can be taken along: its figures as CSV or JSON, its picture as SVG, the screen on paper. */
export function ExportMenu({ sheet, label }: ExportMenuProps) {
  const { t } = useLingui();
  const id = useId();
  const menu = useRef<HTMLDivElement>(null);
  const [picture, setPicture] = useState<SVGSVGElement | null>(null);
  const at = useExportedAt();

  const save = async (ending: 'csv' | 'json' | 'svg') => {
    const [{ fileName, toCsv, toJson }, { toSvg }, { download }] = await Promise.all([
      import('./write.ts'),
      import('./picture.ts'),
      import('./download.ts'),
    ]);
    const shown = sheet();
    const name = fileName(shown, at(), ending);
    if (ending === 'csv') download(name, 'text/csv', toCsv(shown, at()));
    if (ending === 'json') download(name, 'application/json', toJson(shown, at()));
    if (ending === 'svg' && picture) download(name, 'image/svg+xml', toSvg(picture, shown.name, at()));
    menu.current?.hidePopover();
  };
  return (
    <div className="no-print">
      <button
        type="button"
        popoverTarget={id}
        aria-label={label ?? t`Export`}
        title={label ?? t`Export`}
        data-testid="export"
        className="button button-quiet"
      >
        <Icon name="save" />
      </button>
      <div
        ref={menu}
        id={id}
        popover="auto"
        role="group"
        aria-label={label ?? t`Export`}
        className="dropdown"
        onToggle={() => setPicture(pictureBeside(menu.current))}
      >
        <button type="button" onClick={() => void save('csv')}>
          <Trans>Table as CSV</Trans>
        </button>
        <button type="button" onClick={() => void save('json')}>
          <Trans>Table as JSON</Trans>
        </button>
        {picture ? (
          <button type="button" onClick={() => void save('svg')}>
            <Trans>Picture as SVG</Trans>
          </button>
        ) : null}
        <button
          type="button"
          onClick={() => {
            menu.current?.hidePopover();
            print();
          }}
        >
          <Trans>Print this screen</Trans>
        </button>
      </div>
    </div>
  );
}

/** The picture of the same panel; drawings beside words are hidden from readers, and are none. */
function pictureBeside(menu: HTMLElement | null): SVGSVGElement | null {
  return menu?.closest('.panel')?.querySelector<SVGSVGElement>('svg:not([aria-hidden="true"])') ?? null;
}

function useExportedAt(): () => ExportedAt {
  const { book } = useCurrentBook();
  const { knownAt, validAt, reading } = useCoordinates();
  const { position } = useTimeTravel();
  return () => ({
    book,
    position,
    knownAt: knownAt ?? null,
    validAt: validAt ?? null,
    reading: reading ?? 'recorded',
    url: location.href,
  });
}
