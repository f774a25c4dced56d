import type { Ref } from 'react';
import type { Role } from '../api/shapes.ts';
import { ROLES } from '../app/may.ts';
import { ROLE_WORDS } from '../words/access-words.ts';
import { useWords } from '../words/use-words.ts';

interface RoleChoiceProps {
  readonly ref?: Ref<HTMLSelectElement>;
  readonly label: string;
  readonly value: Role;
  readonly onChange: (role: Role) => void;
}

export function RoleChoice({ ref, label, value, onChange }: RoleChoiceProps) {
  const { word } = useWords();
  return (
    <select
      ref={ref}
      aria-label={label}
      className="picker min-h-9"
      value={value}
      onChange={(event) => onChange(event.target.value as Role)}
    >
      {ROLES.map((role) => (
        <option key={role} value={role}>
          {word(ROLE_WORDS, role)}
        </option>
      ))}
    </select>
  );
}
