import { Trans } from '@lingui/react/macro';
import { type ReactNode, useState } from 'react';

/** The table that says what a picture shows, folded away below it; it is made once it is asked for. */
export function TableTwin({ children }: { readonly children: ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details data-testid="table-twin" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary className="linklike w-fit">
        <Trans>As a table</Trans>
      </summary>
      {isOpen ? <div className="mt-2">{children}</div> : null}
    </details>
  );
}
