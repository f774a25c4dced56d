import { Plural, Trans } from '@lingui/react/macro';
import type { DeliveryStep } from '../api/delivery.ts';
import { Period } from '../deals/leg-terms.tsx';
import { DecimalText } from '../numbers/decimal-text.tsx';

interface StepsTableProps {
  readonly steps: readonly DeliveryStep[];
  readonly unit: string;
}

/** The strip of a leg, as a table: each step with what is done of it, and by how much it is late. */
export function StepsTable({ steps, unit }: StepsTableProps) {
  return (
    <table className="mt-2 w-full table-fixed border-separate border-spacing-0">
      <caption className="sr-only">
        <Trans>The steps of this leg, in {unit}</Trans>
      </caption>
      <thead className="text-label text-faint">
        <tr>
          <th scope="col" className="w-[34%] py-1 sm:w-2/5 text-left font-medium">
            <Trans>Due</Trans>
          </th>
          <th scope="col" className="py-1 pl-1 text-right font-medium">
            {unit}
          </th>
          <th scope="col" className="py-1 pl-1 text-right font-medium">
            <Trans>performed</Trans>
          </th>
          <th scope="col" className="py-1 text-right font-medium">
            <Trans>overdue</Trans>
          </th>
        </tr>
      </thead>
      <tbody>
        {steps.map((step, i) => (
          <tr key={i} data-testid="delivery-step" className="align-top">
            <th scope="row" className="border-t border-line py-1 text-left font-normal">
              <Period period={step.due} />
            </th>
            <td className="border-t border-line py-1 pl-1 text-right">
              {step.quantity === null ? (
                <span className="text-soft">
                  <Trans>undisclosed</Trans>
                </span>
              ) : (
                <DecimalText value={step.quantity} />
              )}
            </td>
            <td className="border-t border-line py-1 pl-1 text-right">
              {step.performed === '0' ? '–' : <DecimalText value={step.performed} />}
            </td>
            <td className="border-t border-line py-1 text-right">
              {step.daysOverdue === 0 ? (
                '–'
              ) : (
                <span className="text-bad">
                  {step.overdue === '0' ? <Trans>unknown</Trans> : <DecimalText value={step.overdue} />}
                  <span className="block text-label whitespace-nowrap">
                    <Plural value={step.daysOverdue} one="by # day" other="by # days" />
                  </span>
                </span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
