import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { Violation } from '../api/request.ts';
import { RULE_WORDS } from '../words/rule-words.ts';
import { useWords } from '../words/use-words.ts';

export interface FieldState {
  /** Of the form. */
  readonly id: string;
  readonly missing: readonly string[];
  readonly violations: readonly Violation[];
}

interface Place {
  readonly path: string;
  /** Another place that this field speaks for. */
  readonly also?: string;
}

interface LabelledProps extends FieldState, Place {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly children: (given: {
    readonly id: string;
    readonly name: string;
    readonly className: string;
    readonly 'data-path': string;
    readonly 'aria-invalid': boolean;
    readonly 'aria-describedby': string;
  }) => ReactNode;
}

/** A field with its name, what it means, and why it was refused. */
export function Labelled({ label, hint, children, path, also, ...state }: LabelledProps) {
  const place = also === undefined ? { path } : { path, also };
  const own = `${state.id}${path}`;
  const isWrong = state.missing.includes(path) || refusals(state, place).length > 0;
  return (
    <div className="min-w-0">
      <label htmlFor={own} className="eyebrow mb-1 block">
        {label}
      </label>
      {children({
        id: own,
        name: path.slice(1),
        className: 'field',
        'data-path': path,
        'aria-invalid': isWrong,
        'aria-describedby': `${own}-notes`,
      })}
      <div id={`${own}-notes`}>
        {hint ? <p className="mt-1 text-label text-faint">{hint}</p> : null}
        <FieldNotes {...state} {...place} />
      </div>
    </div>
  );
}

export function FieldNotes({ path, also, ...state }: FieldState & Place) {
  const { word } = useWords();
  const place = also === undefined ? { path } : { path, also };
  const found = refusals(state, place);
  if (!state.missing.includes(path) && found.length === 0) return null;
  return (
    <ul data-testid="violation" className="mt-1 font-medium text-bad [overflow-wrap:anywhere]">
      {state.missing.includes(path) ? (
        <li>
          <Trans>This is needed.</Trans>
        </li>
      ) : null}
      {found.map(({ rule, message }) => (
        <li key={rule}>{rule in RULE_WORDS ? word(RULE_WORDS, rule) : message}</li>
      ))}
    </ul>
  );
}

function refusals({ violations }: FieldState, { path, also }: Place): readonly Violation[] {
  return violations.filter((violation) => violation.path === path || violation.path === also);
}
