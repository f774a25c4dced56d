import type { Violation } from '../api/request.ts';
import { ALWAYS_REWORDED, RULE_WORDS } from '../words/rule-words.ts';
import { useWords } from '../words/use-words.ts';
import { useFormState } from './form-context.tsx';

/** Why a field was refused, at the field. */
export function ViolationNotes({ pointer, id }: { readonly pointer: string; readonly id?: string }) {
  const { violationsAt } = useFormState();
  const violations = violationsAt.get(pointer) ?? [];
  if (violations.length === 0) return null;
  return (
    <ul id={id} data-refused className="mt-1 grid gap-0.5 font-medium text-bad [overflow-wrap:anywhere]">
      {violations.map((violation, i) => (
        <li key={i} data-testid="violation" data-path={violation.path} data-rule={violation.rule}>
          <Reason violation={violation} />
        </li>
      ))}
    </ul>
  );
}

/** In the server's own words where the reader has its language, else by the rule, with the server's words behind it. */
export function Reason({ violation: { rule, message } }: { readonly violation: Violation }) {
  const { word, locale } = useWords();
  const known = rule in RULE_WORDS;
  if (known && ALWAYS_REWORDED.has(rule)) return word(RULE_WORDS, rule);
  if (!known || locale === 'en') return message;
  return (
    <>
      {word(RULE_WORDS, rule)}{' '}
      <span lang="en" className="font-normal text-soft">
        {message}
      </span>
    </>
  );
}
