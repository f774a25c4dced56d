import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Problem, type Violation } from '../api/request.ts';
import { type Stress, type StressBody, stressRead } from '../api/stress.ts';
import { useCurrentBook } from '../app/current-book.tsx';
import { useUrl } from '../app/place.ts';
import { Note, Panel } from '../design/panel.tsx';
import { ScreenHead } from '../design/screen-head.tsx';
import { useCoordinates } from '../time/coordinates.ts';
import { bodyOf } from './assumptions.ts';
import { Assumptions } from './assumptions-form.tsx';
import { ClearingTable } from './clearing-table.tsx';
import { LeftOut } from './left-out.tsx';
import { PaymentsTable } from './payments-table.tsx';
import { StressVerdict } from './stress-verdict.tsx';

const FIRST_UNIT = 'USD';

/** What if some do not pay: shocks in, clearing payments and shortfalls out. Everything supposed is in the URL. */
export function StressScreen() {
  const { t } = useLingui();
  const { book } = useCurrentBook();
  const state = useUrl();
  const unit = state.unit ?? FIRST_UNIT;
  const body = bodyOf(state, unit);
  const reading = useQuery(stressRead(book, useCoordinates(), body));
  const refused = violationsOf(reading.error);
  const result = refused.length > 0 ? undefined : reading.data;
  return (
    <>
      <ScreenHead title={t`Stress`}>
        <Trans>
          Each pays what it owes, or all that it has and gets: whoever falls short pays everyone the same part. Say what
          you suppose; the answer follows at once.
        </Trans>
      </ScreenHead>
      <div className="grid items-start gap-4 xl:grid-cols-[26rem_minmax(0,1fr)]">
        <Assumptions unit={unit} violations={refused} result={result} />
        <div
          data-testid="stress-outcome"
          aria-busy={reading.isFetching}
          className={`grid min-w-0 gap-4 ${reading.isPlaceholderData ? 'opacity-50' : ''}`}
        >
          {refused.length > 0 ? (
            <Refused violations={refused} />
          ) : (
            <Panel reading={reading}>{(stress) => <Outcome stress={stress} body={body} />}</Panel>
          )}
        </div>
      </div>
    </>
  );
}

/** What a refusal says of fields; anything else that goes wrong is the panel's to tell. */
function violationsOf(error: Error | null): readonly Violation[] {
  return error instanceof Problem && (error.status === 422 || error.status === 400) ? error.violations : [];
}

function Outcome({ stress, body }: { readonly stress: Stress; readonly body: StressBody }) {
  return (
    <>
      <StressVerdict stress={stress} body={body} />
      {stress.parties.length > 0 ? <ClearingTable stress={stress} /> : null}
      {stress.payments.length > 0 ? <PaymentsTable stress={stress} /> : null}
      <LeftOut stress={stress} />
    </>
  );
}

function Refused({ violations }: { readonly violations: readonly Violation[] }) {
  const unknown = violations.filter(({ rule }) => rule === 'unknown-buffer').length;
  return (
    <section className="panel p-2" data-testid="stress-refused">
      <Note tone="warn">
        {unknown > 0 ? (
          <Trans>
            What {unknown} of the parties have is not known, and nothing unknown counts as zero. Fill in the marked
            fields: what each has to pay with, beside what it is owed.
          </Trans>
        ) : (
          <Trans>This cannot be computed as it stands. See the marked fields.</Trans>
        )}
      </Note>
      <ul className="px-4 pb-2 text-soft">
        {violations
          .filter(({ rule }) => rule !== 'unknown-buffer')
          .map(({ path, message }) => (
            <li key={path}>
              {path}: {message}
            </li>
          ))}
      </ul>
    </section>
  );
}
