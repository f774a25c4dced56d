import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { projectionsRead } from '../api/projections.ts';
import { Panel } from '../design/panel.tsx';
import { ScreenHead } from '../design/screen-head.tsx';
import { KeysPanel } from './keys-panel.tsx';
import { MembersPanel } from './members-panel.tsx';
import { Partitions } from './partitions.tsx';
import { ProjectedBooks } from './projected-books.tsx';
import { RebuildPanel } from './rebuild-panel.tsx';
import { ServiceStates } from './service-states.tsx';

/** For whoever runs the system: what carries the events, how far each book is, the rebuild, and who may do what. */
export function OperationsScreen() {
  const { t } = useLingui();
  const reading = useQuery(projectionsRead);
  return (
    <>
      <ScreenHead title={t`Operations`}>
        <Trans>
          How the events come to the numbers on the screens, and how far they are: always of now, whichever moment the
          other screens show.
        </Trans>
      </ScreenHead>
      <div className="grid items-start gap-4 xl:grid-cols-2">
        <div className="min-w-0">
          <Panel reading={reading} lines={10}>
            {({ source, projections, services, partitions }) => (
              <div className="grid gap-4">
                <ServiceStates services={services} source={source} />
                {projections.map(({ name, generation, books, rebuild }) => (
                  <div key={name} className="grid min-w-0 gap-4">
                    <ProjectedBooks books={books} />
                    <RebuildPanel generation={generation} rebuild={rebuild} />
                  </div>
                ))}
                <Partitions partitions={partitions} source={source} />
              </div>
            )}
          </Panel>
        </div>
        <div className="grid min-w-0 gap-4">
          <MembersPanel />
          <KeysPanel />
        </div>
      </div>
    </>
  );
}
