import type { Values } from './form-values.ts';

/** Drafts outlive a reload: kept in this browser, one for each book, type and stream. */

export interface Draft {
  readonly values: Values;
  /** Sent with every attempt, so that an answer that got lost does not record twice. */
  readonly idempotencyKey: string;
}

const keyOf = (name: string) => `offtake.draft.${name}`;

export function draftName(book: string, type: string, about: string): string {
  return [book, type, about].join('.');
}

export function loadDraft(name: string): Draft | null {
  const text = localStorage.getItem(keyOf(name));
  if (!text) return null;
  try {
    const draft = JSON.parse(text) as Partial<Draft>;
    return draft.values && draft.idempotencyKey ? (draft as Draft) : null;
  } catch {
    return null;
  }
}

export function keepDraft(name: string, draft: Draft): void {
  localStorage.setItem(keyOf(name), JSON.stringify(draft));
}

export function dropDraft(name: string): void {
  localStorage.removeItem(keyOf(name));
}
