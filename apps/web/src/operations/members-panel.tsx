import { Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { membersRead } from '../api/access.ts';
import { useCurrentBook } from '../app/current-book.tsx';
import { may, useSession } from '../app/may.ts';
import { Panel } from '../design/panel.tsx';
import { Section } from '../design/section.tsx';
import { useWords } from '../words/use-words.ts';
import { MemberForm } from './member-form.tsx';
import { MemberRow } from './member-row.tsx';

/** Who may do what in the book on screen. */
export function MembersPanel() {
  const { book, name } = useCurrentBook();
  const session = useSession();
  if (!session) return null;
  return (
    <Section
      title={<Trans>Members of {name}</Trans>}
      note={
        <Trans>
          A member reads the book, records in it as well, or operates it: then also members, keys, and a halted book. A
          change holds everywhere within ten seconds.
        </Trans>
      }
      testId="members"
    >
      {may(session, book, 'operate') ? (
        <Members book={book} />
      ) : (
        <p className="p-4 text-soft" data-testid="not-operator">
          <Trans>Only those who operate this book see its members, and change them.</Trans>
        </p>
      )}
    </Section>
  );
}

function Members({ book }: { readonly book: string }) {
  const { inNameOrder } = useWords();
  const reading = useQuery(membersRead(book));
  return (
    <>
      <Panel
        reading={reading}
        lines={3}
        isEmpty={(members) => members.length === 0}
        empty={
          <p>
            <Trans>
              Nobody is a member yet: the platform operator alone reads this book. Whoever is added below comes in with
              a key made for the same name.
            </Trans>
          </p>
        }
      >
        {(members) => (
          <ul className="mt-3 border-t border-line">
            {inNameOrder(members, ({ principal }) => principal).map((member) => (
              <MemberRow key={member.principal} book={book} member={member} />
            ))}
          </ul>
        )}
      </Panel>
      <MemberForm book={book} />
    </>
  );
}
