/** "No", said by the domain: which rule, where in the command (JSON Pointer), and why. Returned, never thrown. */
export interface Refusal {
  readonly rule: string;
  readonly path: string;
  readonly message: string;
  /** The later event that would not be valid any more, where that is the reason. */
  readonly event?: string;
}

export function refuse(rule: string, path: string, message: string): Refusal {
  return { rule, path, message };
}

export function isRefusal(result: object | null): result is Refusal {
  return result !== null && 'rule' in result && 'message' in result;
}
