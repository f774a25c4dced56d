import { Trans } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Problem } from '../api/request.ts';
import { ConnectionBadge } from '../connection/connection-chip.tsx';
import type { Connection } from '../connection/connection-machine.ts';
import { LocaleSwitch } from './locale-switch.tsx';
import { signInWith } from './session.ts';
import { ThemeSwitch } from './theme-switch.tsx';

const SIGNED_OUT: Connection = { state: 'signed-out', lag: null, since: 0 };

/** Nobody is signed in: how to, and a field for the code where the link was not at hand. */
export function SignIn() {
  const queries = useQueryClient();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (code: string) => {
    setBusy(true);
    const refusal = await signInWith(code);
    setBusy(false);
    setProblem(refusal);
    if (!refusal) await queries.resetQueries();
  };
  return (
    <div className="grid min-h-dvh grid-rows-[auto_1fr]">
      <div className="flex justify-end gap-1 p-3">
        <ConnectionBadge connection={SIGNED_OUT} />
        <LocaleSwitch />
        <ThemeSwitch />
      </div>
      <main data-testid="sign-in" className="mx-auto w-full max-w-md self-center px-6 pb-24">
        <img src="/mark.svg" alt="" width={40} height={40} />
        <h1 className="mt-6 text-title font-semibold tracking-tight">
          <Trans>Offtake needs to know who you are</Trans>
        </h1>
        <p className="mt-2 text-body text-soft">
          <Trans>
            Open the link that the start printed in the terminal. Its code works once; a new one is printed at every
            start.
          </Trans>
        </p>
        <form
          className="mt-6 flex items-end gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            void submit(String(new FormData(event.currentTarget).get('code') ?? ''));
          }}
        >
          <label className="min-w-0 flex-1">
            <span className="eyebrow mb-1 block">
              <Trans>One-time code</Trans>
            </span>
            <input
              name="code"
              className="field"
              autoComplete="one-time-code"
              required
              aria-invalid={problem !== null}
            />
          </label>
          <button type="submit" className="button button-strong min-h-9" disabled={busy}>
            <Trans>Sign in</Trans>
          </button>
        </form>
        {problem ? (
          <p role="alert" className="mt-3 text-bad">
            {problem.status === 401 ? <Trans>This code is not valid, or was used before.</Trans> : problem.message}
          </p>
        ) : null}
      </main>
    </div>
  );
}
