import { Plural, Trans } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { keysRead, type ListedKey, makeKey } from '../api/access.ts';
import { useSession } from '../app/may.ts';
import { Panel } from '../design/panel.tsx';
import { Section } from '../design/section.tsx';
import { KeyForm } from './key-form.tsx';
import { KeyRow } from './key-row.tsx';
import { stateOf } from './key-terms.ts';
import { MadeKeyNote } from './made-key-note.tsx';

/** The keys that programs come in with. */
export function KeysPanel() {
  const session = useSession();
  if (!session) return null;
  const operates = session.platformOperator || Object.values(session.roles).includes('operator');
  return (
    <Section
      title={<Trans>Access keys</Trans>}
      note={
        <Trans>
          A program, or somebody at a command line, comes in with a key. It speaks for one name, and may do what that
          name may.
        </Trans>
      }
      testId="keys"
    >
      {operates ? (
        <Keys />
      ) : (
        <p className="p-4 text-soft" data-testid="not-operator">
          <Trans>Only those who operate a book see its keys, and make them.</Trans>
        </p>
      )}
    </Section>
  );
}

function Keys() {
  const queries = useQueryClient();
  const reading = useQuery(keysRead);
  // What was made is forgotten as soon as it is put away: it is shown once.
  const make = useMutation({
    mutationFn: makeKey,
    gcTime: 0,
    onSuccess: () => queries.invalidateQueries({ queryKey: keysRead.queryKey }),
  });
  return (
    <>
      {make.data ? <MadeKeyNote made={make.data} onPutAway={() => make.reset()} /> : null}
      <Panel
        reading={reading}
        lines={3}
        isEmpty={(keys) => keys.length === 0}
        empty={
          <p>
            <Trans>There is no key of your books yet. Make one below, for a member.</Trans>
          </p>
        }
      >
        {(keys) => <KeyList keys={keys} at={reading.dataUpdatedAt} />}
      </Panel>
      {make.data ? null : <KeyForm make={make} />}
    </>
  );
}

interface KeyListProps {
  readonly keys: readonly ListedKey[];
  /** When they were read. */
  readonly at: number;
}

function KeyList({ keys, at: now }: KeyListProps) {
  const good = keys.filter((key) => stateOf(key, now) === 'good');
  const over = keys.filter((key) => stateOf(key, now) !== 'good');
  return (
    <>
      <ul className="mt-3 border-t border-line">
        {good.map((key) => (
          <KeyRow key={key.id} of={key} state="good" />
        ))}
      </ul>
      {over.length > 0 ? (
        <details className="border-b border-line">
          <summary className="px-4 py-2 text-soft">
            <Plural value={over.length} one="# key that is no longer good" other="# keys that are no longer good" />
          </summary>
          <ul className="border-t border-line">
            {over.map((key) => (
              <KeyRow key={key.id} of={key} state={stateOf(key, now)} />
            ))}
          </ul>
        </details>
      ) : null}
    </>
  );
}
