import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Account, Leg } from '../api/shapes.ts';
import { keepPlace } from '../app/place.ts';
import { useTimeTravel } from '../time/time-travel.tsx';

/** What can happen to a leg next: to its option, its condition, its firm part, and to who stands on its sides. */
export function LegActions({ deal, leg }: { readonly deal: string; readonly leg: Leg }) {
  const { live } = useTimeTravel();
  const holds = (account: Account) => leg.accounts.some((each) => each.account === account);
  if (!live || leg.ended || !['firm', 'conditional', 'option', 'intent'].some((each) => holds(each as Account)))
    return null;
  return (
    <p className="mt-2 flex flex-wrap gap-x-3">
      {holds('option') ? (
        <>
          <Action deal={deal} leg={leg.leg} type="OptionExercised">
            <Trans>Exercise</Trans>
          </Action>
          <Action deal={deal} leg={leg.leg} type="OptionLapsed">
            <Trans>Let lapse</Trans>
          </Action>
        </>
      ) : null}
      {holds('conditional') || (holds('intent') && leg.conditions?.length) ? (
        <Action deal={deal} leg={leg.leg} type="ConditionMet">
          <Trans>Condition met</Trans>
        </Action>
      ) : null}
      {holds('conditional') ? (
        <Action deal={deal} leg={leg.leg} type="ConditionFailed">
          <Trans>Condition failed</Trans>
        </Action>
      ) : null}
      {holds('firm') ? (
        <Action deal={deal} leg={leg.leg} type="PerformanceRecorded">
          <Trans>Perform</Trans>
        </Action>
      ) : null}
      <Action deal={deal} leg={leg.leg} type="LegNovated">
        <Trans>Novate</Trans>
      </Action>
    </p>
  );
}

interface ActionProps {
  readonly deal: string;
  readonly leg: string;
  readonly type: string;
  readonly children: ReactNode;
}

function Action({ deal, leg, type, children }: ActionProps) {
  return (
    <Link to="/record" search={keepPlace({ type, deal, leg })} className="linklike inline-block py-0.5">
      {children}
    </Link>
  );
}
