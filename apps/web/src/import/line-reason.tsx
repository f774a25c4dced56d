import type { LineViolation } from '../api/imports.ts';
import { Reason } from '../record/violation-notes.tsx';
import { usePlaceName } from './place-name.tsx';

/** Why a line was refused, and where in it: by its column where it has one, else by its place in the event. */
export function LineReason({ violation }: { readonly violation: LineViolation }) {
  const nameOf = usePlaceName();
  const { path, rule, column } = violation;
  const place = column ?? (path ? nameOf(path.slice(1).replaceAll('/', '.')) : '');
  return (
    <p className="[overflow-wrap:anywhere]" data-rule={rule} data-path={path}>
      {place ? <span className="font-medium">{place}: </span> : null}
      <Reason violation={violation} /> <span className="text-label text-faint">{rule}</span>
    </p>
  );
}
