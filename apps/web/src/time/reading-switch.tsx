import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useReading } from './use-reading.ts';

/** Whether what is disputed reads as recorded or the other way; there is no choice where nothing is disputed. */
export function ReadingSwitch() {
  const { t } = useLingui();
  const { disputes, isAlternative, choose } = useReading();
  if (!isAlternative && !disputes.some(({ hasAlternative }) => hasAlternative)) return null;
  return (
    <fieldset
      data-testid="reading-switch"
      aria-label={t`Reading of what is disputed`}
      className="dock-reading flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1"
    >
      <span className="whitespace-nowrap text-soft">
        <Plural value={disputes.length} one="# dispute" other="# disputes" />
      </span>
      <span className="segments flex-nowrap">
        <button type="button" aria-pressed={!isAlternative} onClick={() => choose('recorded')}>
          <Trans>as recorded</Trans>
        </button>
        <button type="button" aria-pressed={isAlternative} onClick={() => choose('alternative')}>
          <Trans>the other version</Trans>
        </button>
      </span>
    </fieldset>
  );
}
