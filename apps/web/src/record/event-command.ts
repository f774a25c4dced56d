import type { BookEvent } from '../api/shapes.ts';
import type { FieldSpec } from './field-spec.ts';
import { filledIn, type Values } from './form-values.ts';
import { onlyWhatIsNew, presentDataOf, presentParty } from './present-data.ts';

interface Filled {
  readonly type: string;
  readonly spec: FieldSpec;
  readonly values: Values;
  /** The fields of the event that is being corrected, or disputed. */
  readonly dataSpec: FieldSpec | null;
  readonly stream: readonly BookEvent[];
}

/** What is sent of a form that is filled in so far; it need not fit the schema yet. */
export function commandOf({ type, spec, values, dataSpec, stream }: Filled): Values {
  const command = { type, ...(filledIn(spec, values, dataSpec) as Values) } as Values;
  // Of an update that began as a copy of the present, only the changes.
  const present = type === 'PartyUpdated' ? presentParty(stream) : null;
  return present ? { ...command, data: onlyWhatIsNew(present, (command['data'] ?? {}) as Values) } : command;
}

/** Whether the other version of a dispute is still the copy that it began as. */
export function saysTheSame({ type, data }: Values, stream: readonly BookEvent[], dataSpec: FieldSpec | null): boolean {
  const { event, alternative } = (data ?? {}) as Values;
  if (type !== 'DisputeRaised' || !alternative || !dataSpec) return false;
  const present = filledIn(dataSpec, presentDataOf(stream, String(event)));
  return JSON.stringify(present) === JSON.stringify(alternative);
}
