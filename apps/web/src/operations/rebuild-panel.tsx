import { Trans } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { projectionsRead, type RebuildProgress, rebuildReadModels } from '../api/projections.ts';
import { Section } from '../design/section.tsx';
import { RebuildReport } from './rebuild-report.tsx';
import { Refusal } from './refusal.tsx';

interface RebuildPanelProps {
  /** The one that is read now. */
  readonly generation: number;
  readonly rebuild: RebuildProgress | null;
}

/** The newest rebuild, and the way to the next one. */
export function RebuildPanel({ generation, rebuild }: RebuildPanelProps) {
  const queries = useQueryClient();
  const begin = useMutation({
    mutationFn: rebuildReadModels,
    onSettled: () => queries.invalidateQueries({ queryKey: projectionsRead.queryKey }),
  });
  return (
    <Section
      title={<Trans>Rebuild</Trans>}
      note={
        <Trans>
          Fills new read models from the beginning of the log beside those that are read, compares both and swaps them.
          Whatever interrupts it, what is read stays as it is.
        </Trans>
      }
      testId="rebuild"
    >
      <p className="px-4 pt-3">
        <Trans>Generation {generation} is read now.</Trans>
      </p>
      {rebuild ? (
        <RebuildReport rebuild={rebuild} />
      ) : (
        <p className="px-4 pt-1 text-soft">
          <Trans>No rebuild has been made yet. How far one is, and what it found, is shown here.</Trans>
        </p>
      )}
      <div className="flex flex-wrap items-center gap-3 px-4 py-4">
        <button
          type="button"
          className="button"
          aria-disabled={begin.isPending}
          onClick={() => (begin.isPending ? undefined : begin.mutate())}
        >
          <Trans>Rebuild the read models</Trans>
        </button>
        <Refusal
          error={begin.error}
          forbidden={<Trans>Only the platform operator may do this.</Trans>}
          conflict={<Trans>A rebuild was under way still. Ask again when it has ended.</Trans>}
        />
      </div>
    </Section>
  );
}
