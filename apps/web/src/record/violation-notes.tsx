import { useLingui } from '@lingui/react/macro';
import { useFormState } from './form-context.tsx';

/** Why a field was refused, at the field. */
export function ViolationNotes({ pointer, id }: { readonly pointer: string; readonly id?: string }) {
  const { t } = useLingui();
  const { violationsAt } = useFormState();
  // What a schema says of a blank is written for programmers.
  const BLANK: Readonly<Record<string, string>> = {
    invalid_type: t`This is needed.`,
    invalid_value: t`Choose one of the list.`,
    invalid_union: t`This is needed.`,
  };
  const violations = violationsAt.get(pointer) ?? [];
  if (violations.length === 0) return null;
  return (
    <ul id={id} className="mt-1 grid gap-0.5 font-medium text-bad [overflow-wrap:anywhere]">
      {violations.map((violation, i) => (
        <li key={i} data-testid="violation" data-path={violation.path} data-rule={violation.rule}>
          {BLANK[violation.rule] ?? violation.message}
        </li>
      ))}
    </ul>
  );
}
