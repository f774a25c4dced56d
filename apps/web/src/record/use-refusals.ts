import { type RefObject, useEffect, useState } from 'react';
import type { Violation } from '../api/request.ts';

/** What the last attempt was refused for. A new attempt takes the focus to the first field that is at fault. */
export function useRefusals(form: RefObject<HTMLElement | null>) {
  const [violations, setViolations] = useState<readonly Violation[]>([]);
  // Not each change of them: while a field is being mended the focus stays in it.
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    if (attempt > 0) firstAtFault(form.current)?.focus();
  }, [attempt, form]);
  return {
    violations,
    /** Counts the attempts, so that what is said of two is said twice. */
    attempt,
    refuse: (refusals: readonly Violation[]) => {
      setViolations(refusals);
      if (refusals.length > 0) setAttempt((before) => before + 1);
    },
    /** What was refused at a field, or within it, is open again. */
    reopen: (pointer: string) =>
      setViolations((before) => before.filter(({ path }) => path !== pointer && !path.startsWith(`${pointer}/`))),
  };
}

const FIELDS = 'input, select, textarea, button';

/** The first field that is marked; of what is refused as a whole (a list, a quantity), the first field in it. */
function firstAtFault(form: HTMLElement | null): HTMLElement | null {
  const marked = form?.querySelector<HTMLElement>('[aria-invalid="true"], [data-refused]');
  if (!marked || marked.matches(FIELDS)) return marked ?? null;
  return marked.closest('fieldset')?.querySelector<HTMLElement>(FIELDS) ?? marked;
}
