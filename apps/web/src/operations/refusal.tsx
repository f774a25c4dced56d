import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Problem } from '../api/request.ts';
import { ACCESS_RULE_WORDS } from '../words/access-words.ts';
import { useWords } from '../words/use-words.ts';

interface RefusalProps {
  readonly error: Error | null;
  /** Who may do it, said to somebody who may not. */
  readonly forbidden: ReactNode;
  /** What stands against it that is there already (409). */
  readonly conflict?: ReactNode;
  /** So that a field can say that this describes it. */
  readonly id?: string;
}

/** Why what was asked for is not done. */
export function Refusal({ error, forbidden, conflict, id }: RefusalProps) {
  const { word } = useWords();
  if (!error) return null;
  const status = error instanceof Problem ? error.status : -1;
  const rule = error instanceof Problem ? error.violations[0]?.rule : undefined;
  const why = () => {
    if (status === 403) return forbidden;
    if (status === 409 && conflict) return conflict;
    // No answer at all, or the gateway's word that there is none.
    if (status === 0 || status === 502 || status === 504) return <Trans>Nothing answers at the moment.</Trans>;
    return rule && rule in ACCESS_RULE_WORDS ? word(ACCESS_RULE_WORDS, rule) : error.message;
  };
  return (
    <p id={id} role="alert" data-testid="refusal" className="min-w-0 font-medium text-bad [overflow-wrap:anywhere]">
      {why()}
    </p>
  );
}
