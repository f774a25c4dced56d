import { Problem } from '@offtake/http-edge/problem';
import type { Answer } from '../decider/answer.ts';

type Declined = Exclude<Answer, { readonly answer: 'recorded' | 'unchanged' }>;

const RETRY_AFTER_S = 1;

/** A command that was not accepted, as HTTP says it. */
export function problemOf(answer: Declined): Problem {
  switch (answer.answer) {
    case 'refused':
      return new Problem('refused', answer.refusal.message, { violations: [answer.refusal] });
    case 'version mismatch':
      return new Problem('version-mismatch', `The stream is at version ${answer.version}.`);
    case 'key reused':
      return new Problem('key-reused', 'This Idempotency-Key stands for another request.');
    case 'too large':
      return new Problem('too-large', 'An event has at most 256 KiB.');
    case 'left out':
    case 'unavailable': {
      const reason = answer.answer === 'unavailable' ? answer.reason : 'it was not decided';
      return new Problem('unavailable', `Not recorded: ${reason}. Send it again with the same Idempotency-Key.`, {
        retryAfter: RETRY_AFTER_S,
      });
    }
  }
}
