import { createContext, useContext } from 'react';
import type { Violation } from '../api/request.ts';
import type { FieldSpec } from './field-spec.ts';
import type { Suggestions } from './use-suggestions.ts';

/** What every field of one form needs to know of the whole. */
export interface FormState {
  /** The type of the event that is being recorded. */
  readonly type: string;
  read(pointer: string): unknown;
  write(pointer: string, value: unknown): void;
  readonly violationsAt: ReadonlyMap<string, readonly Violation[]>;
  /** The fields of the event that is being corrected, or disputed. */
  readonly dataSpec: FieldSpec | null;
  readonly suggestions: Suggestions;
}

const Form = createContext<FormState | null>(null);
export const FormProvider = Form.Provider;

export function useFormState(): FormState {
  const form = useContext(Form);
  if (!form) throw new Error('a field stands outside of a form');
  return form;
}
