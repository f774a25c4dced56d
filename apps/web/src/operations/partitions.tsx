import { Trans, useLingui } from '@lingui/react/macro';
import type { EventSource, Partition } from '../api/projections.ts';
import { Section } from '../design/section.tsx';
import { exactNumber } from '../numbers/format-amount.ts';
import { useWords } from '../words/use-words.ts';

interface PartitionsProps {
  readonly partitions: readonly Partition[] | null | undefined;
  readonly source: EventSource;
}

const HEAD = 'border-b border-rule px-3 py-2 align-bottom font-medium text-soft';
const CELL = 'border-b border-line px-3 py-2 align-top group-last:border-b-0';

/** How the log is divided, which books go by which part of it, and how far each part is read. */
export function Partitions({ partitions, source }: PartitionsProps) {
  return (
    <Section
      title={<Trans>Partitions</Trans>}
      note={
        source.log === 'kafka' ? (
          <Trans>The events of a book keep their order because they all go by one partition.</Trans>
        ) : (
          <Trans>Without a broker they are only counted: there are no offsets.</Trans>
        )
      }
      testId="partitions"
    >
      {partitions === undefined ? (
        <p className="p-4 text-soft">
          <Trans>Only the platform operator sees them: they carry the books of everybody.</Trans>
        </p>
      ) : partitions === null ? (
        <p role="status" className="p-4 font-medium text-warn">
          <Trans>What carries the events does not say how far it is.</Trans>
        </p>
      ) : partitions.length === 0 ? (
        <p className="p-4 text-soft">
          <Trans>There are none yet. The first event that is recorded brings them.</Trans>
        </p>
      ) : (
        <Table partitions={partitions} />
      )}
    </Section>
  );
}

function Table({ partitions }: { readonly partitions: readonly Partition[] }) {
  const { t } = useLingui();
  const { locale } = useWords();
  const number = (offset: number | null) => (offset === null ? '–' : exactNumber(locale, String(offset)));
  return (
    <div role="region" aria-label={t`Partitions`} tabIndex={0} className="mt-2 overflow-x-auto rounded-b-lg">
      <table className="w-full border-separate border-spacing-0">
        <thead>
          <tr>
            <th scope="col" className={`${HEAD} pl-4 text-left`}>
              <Trans>No.</Trans>
            </th>
            <th scope="col" className={`${HEAD} text-left`}>
              <Trans>Books</Trans>
            </th>
            <th scope="col" className={`${HEAD} text-right`}>
              <Trans>Read up to</Trans>
            </th>
            <th scope="col" className={`${HEAD} text-right`}>
              <Trans>End</Trans>
            </th>
            <th scope="col" className={`${HEAD} pr-4 text-right`}>
              <Trans>Behind</Trans>
            </th>
          </tr>
        </thead>
        <tbody>
          {partitions.map(({ partition, books, next, end, lag }) => (
            <tr key={partition} data-testid="partition" data-partition={partition} className="group">
              <th scope="row" className={`${CELL} pl-4 text-left font-medium`}>
                {partition}
              </th>
              <td className={`${CELL} [overflow-wrap:anywhere]`}>
                {books.length > 0 ? books.join(', ') : <span className="text-faint">–</span>}
              </td>
              <td className={`${CELL} text-right`}>{number(next)}</td>
              <td className={`${CELL} text-right`}>{number(end)}</td>
              <td className={`${CELL} pr-4 text-right ${lag ? 'font-medium text-warn' : ''}`}>
                {lag === null ? <Trans>read by another node</Trans> : number(lag)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
