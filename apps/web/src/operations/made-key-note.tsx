import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useRef, useState } from 'react';
import type { MadeKey } from '../api/access.ts';
import { Icon } from '../design/icon.tsx';

/** A key that was just made, as it is shown this once. */
export function MadeKeyNote({ made, onPutAway }: { readonly made: MadeKey; readonly onPutAway: () => void }) {
  const { t } = useLingui();
  const shown = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState<'yes' | 'no' | null>(null);
  useEffect(() => shown.current?.focus(), []);
  const copy = async () => {
    shown.current?.select();
    // Away from this machine and without TLS there is no clipboard, and it may be refused: the key is selected then.
    const write = navigator.clipboard?.writeText(made.key) ?? Promise.reject(new Error('no clipboard'));
    setCopied(
      await write.then(
        () => 'yes' as const,
        () => 'no' as const,
      ),
    );
  };
  return (
    <div data-testid="made-key" className="m-4 grid gap-2 rounded-md bg-wash p-4">
      <h3 className="font-semibold">
        <Trans>The key of {made.principal}</Trans>
      </h3>
      <p className="text-soft">
        <Trans>It is shown this once: only its hash is kept. Put it where its holder finds it.</Trans>
      </p>
      <div className="flex flex-wrap gap-2">
        <input
          ref={shown}
          readOnly
          aria-label={t`The key of ${made.principal}`}
          className="field max-w-xl flex-1 basis-60 font-medium"
          value={made.key}
          onFocus={(event) => event.target.select()}
        />
        <button type="button" className="button button-strong" onClick={() => void copy()}>
          <Trans>Copy</Trans>
        </button>
        <button type="button" className="button" onClick={onPutAway}>
          <Trans>I have it</Trans>
        </button>
      </div>
      <p role="status" className="flex items-center gap-1.5 text-live">
        {copied === 'yes' ? (
          <>
            <Icon name="check" /> <Trans>Copied</Trans>
          </>
        ) : null}
        {copied === 'no' ? (
          <Trans>The browser does not let it be copied for you: it is selected, copy it.</Trans>
        ) : null}
      </p>
    </div>
  );
}
