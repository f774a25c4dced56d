import type { Refusal } from '@offtake/deals/refusal';
import type { Outcome } from '@offtake/event-store/entry';

/** What became of a command. */
export type Answer =
  | {
      readonly answer: 'recorded';
      readonly position: number;
      readonly stream: string;
      readonly version: number;
      readonly event: string;
      readonly recordedAt: string;
      /** True: this is what the same command was answered before. */
      readonly again: boolean;
    }
  /** There was nothing new to record, at this position. */
  | { readonly answer: 'unchanged'; readonly position: number; readonly again: boolean }
  | { readonly answer: 'refused'; readonly refusal: Refusal; readonly position: number }
  | { readonly answer: 'version mismatch'; readonly version: number }
  | { readonly answer: 'key reused' }
  | { readonly answer: 'too large' }
  /** A command before it in its group was not accepted. */
  | { readonly answer: 'left out' }
  | { readonly answer: 'unavailable'; readonly reason: string };

/** What a decision comes to if it still rests on the present state when it is appended. */
export type Meaning =
  | { readonly means: 'record'; readonly stream: string; readonly event: string }
  | { readonly means: 'unchanged' }
  | { readonly means: 'refused'; readonly refusal: Refusal }
  | { readonly means: 'version mismatch'; readonly version: number }
  /** Nothing was decided: its idempotency key is said to be kept, and the append answers what it stands for. */
  | { readonly means: 'ask' };

/** The answer to a command from what was decided and what the append made of it; null: it has to be decided again. */
export function answerOf(meaning: Meaning, outcome: Outcome): Answer | null {
  switch (outcome.outcome) {
    case 'recorded': {
      if (meaning.means !== 'record') throw new Error(`recorded what was ${meaning.means}`);
      const { position, version, recordedAt } = outcome;
      const { stream, event } = meaning;
      return { answer: 'recorded', position, stream, version, event, recordedAt, again: false };
    }
    case 'confirmed':
      return confirmed(meaning, outcome.position);
    case 'replayed': {
      const { first } = outcome;
      if (!first.recorded) return { answer: 'unchanged', position: first.position, again: true };
      const { position, stream, version, id, recordedAt } = first;
      return { answer: 'recorded', position, stream, version, event: id, recordedAt, again: true };
    }
    case 'key reused':
      return { answer: 'key reused' };
    case 'version moved':
    case 'facts moved':
    case 'again':
      return null;
  }
}

function confirmed(meaning: Meaning, position: number): Answer | null {
  switch (meaning.means) {
    case 'unchanged':
      return { answer: 'unchanged', position, again: false };
    case 'refused':
      return { answer: 'refused', refusal: meaning.refusal, position };
    case 'version mismatch':
      return { answer: 'version mismatch', version: meaning.version };
    case 'ask':
      return null;
    case 'record':
      throw new Error('an event was confirmed, and not recorded');
  }
}

/** Whether an import that stops at the first error goes on after this. */
export function isAccepted(answer: Answer): boolean {
  return answer.answer === 'recorded' || answer.answer === 'unchanged';
}
