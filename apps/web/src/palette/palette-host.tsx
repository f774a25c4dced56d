import { useLingui } from '@lingui/react/macro';
import { lazy, Suspense, useEffect, useState } from 'react';
import { Icon } from '../design/icon.tsx';

const CommandPalette = lazy(async () => ({ default: (await import('./command-palette.tsx')).CommandPalette }));

/** The way to everything: a button, and Ctrl or ⌘ with K from anywhere. What it opens is fetched then. */
export function PaletteHost() {
  const { t } = useLingui();
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey)
        return;
      event.preventDefault();
      setOpen((open) => !open);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  return (
    <>
      <button
        type="button"
        data-testid="palette-button"
        aria-label={t`Search and commands`}
        aria-keyshortcuts="Control+K Meta+K"
        title={t`Search and commands (Ctrl K)`}
        className="button button-quiet"
        onClick={() => setOpen(true)}
      >
        <Icon name="find" />
      </button>
      {isOpen ? (
        <Suspense>
          <CommandPalette onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
