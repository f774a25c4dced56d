import { type Problem, problem } from '@offtake/http-edge/problem';
import type { Answer } from '../decider/answer.ts';

type Declined = Exclude<Answer, { readonly answer: 'recorded' | 'unchanged' }>;

/** A command that was not accepted, as HTTP says it. */
export function problemOf(answer: Declined): Problem {
  switch (answer.answer) {
    case 'refused':
      return problem(422, 'refused', answer.refusal.message, { violations: [answer.refusal] });
    case 'version mismatch':
      return problem(412, 'version', `The stream is at version ${answer.version}.`);
    case 'key reused':
      return problem(409, 'key-reused', 'This Idempotency-Key stands for another request.');
    case 'too large':
      return problem(413, 'too-large', 'An event has at most 256 KiB.');
    case 'left out':
    case 'unavailable': {
      const reason = answer.answer === 'unavailable' ? answer.reason : 'it was not decided';
      return problem(503, 'unavailable', `Not recorded: ${reason}. Send it again with the same Idempotency-Key.`);
    }
  }
}
