import { useFormState } from './form-context.tsx';

/** Why a field was refused, at the field. */
export function ViolationNotes({ pointer, id }: { readonly pointer: string; readonly id?: string }) {
  const { violationsAt } = useFormState();
  const violations = violationsAt.get(pointer) ?? [];
  if (violations.length === 0) return null;
  return (
    <ul id={id} className="mt-1 grid gap-0.5 font-medium text-bad">
      {violations.map((violation, i) => (
        <li key={i} data-testid="violation" data-path={violation.path} data-rule={violation.rule}>
          {violation.message}
        </li>
      ))}
    </ul>
  );
}
