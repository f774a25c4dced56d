import { Trans } from '@lingui/react/macro';
import { wordyNumber } from '../numbers/format-amount.ts';
import { useWords } from '../words/use-words.ts';
import { type FieldState, Labelled } from './form-field.tsx';
import { type Fields, isPercent } from './form-fields.ts';

interface ThresholdFieldProps extends FieldState {
  readonly fields: Fields;
  readonly onChange: (threshold: string) => void;
}

/** The number of the threshold, with what it is a number of; a long one in words too, against lost zeros. */
export function ThresholdField({ fields, onChange, ...state }: ThresholdFieldProps) {
  const { locale } = useWords();
  const { measure, denomination, threshold } = fields;
  const unit = denomination.split(' ')[1] ?? '';
  const words = /^\d{7,18}$/.test(threshold.trim()) ? wordyNumber(locale, threshold.trim()) : null;
  return (
    <Labelled
      {...state}
      path="/threshold"
      label={
        isPercent(measure) ? (
          <Trans>Threshold, %</Trans>
        ) : measure === 'coverage' ? (
          <Trans>Threshold, times the revenue</Trans>
        ) : measure === 'exposure' || measure === 'overdue' ? (
          <Trans>Threshold, {unit}</Trans>
        ) : (
          <Trans>Threshold</Trans>
        )
      }
      hint={
        words ? (
          <Trans>
            in words: {words} {unit}
          </Trans>
        ) : null
      }
    >
      {(given) => (
        <input
          {...given}
          className="field text-right"
          inputMode="decimal"
          autoComplete="off"
          value={threshold}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Labelled>
  );
}
