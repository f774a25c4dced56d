import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { endWatch, keepWatch, type Watch, watchesRead } from '../api/watches.ts';
import { useCurrentBook } from '../app/current-book.tsx';
import { keepPlace, useSetUrl, useUrl } from '../app/place.ts';
import { Icon } from '../design/icon.tsx';
import { Panel } from '../design/panel.tsx';
import { ScreenHead } from '../design/screen-head.tsx';
import { useWatched } from './use-watched.ts';
import { WatchEditor } from './watch-editor.tsx';
import { WatchList } from './watch-list.tsx';

/** The slug in the URL that stands for one that is still to be made. */
const NEW = 'new';

/** What the reader watches, how it stands at the moment on screen, and the form in which it is said. */
export function WatchesScreen() {
  const { t } = useLingui();
  const { book } = useCurrentBook();
  const queries = useQueryClient();
  const { watch: named, party, deal } = useUrl();
  const setUrl = useSetUrl();
  const { reading } = useWatched();
  const add = useRef<HTMLAnchorElement>(null);
  const refresh = () => queries.invalidateQueries({ queryKey: watchesRead(book).queryKey });
  const removing = useMutation<Watch, Error, Watch>({
    mutationFn: async (watch) => {
      await endWatch(book, watch.watch);
      return watch;
    },
    onSuccess: refresh,
  });
  const undoing = useMutation({
    mutationFn: (watch: Watch) => keepWatch(book, watch),
    onSuccess: () => {
      removing.reset();
      return refresh();
    },
  });
  const subject = party ? `party/${party}` : deal ? `deal/${deal}` : '';
  const edited = reading.data?.find(({ watch }) => watch === named) ?? null;
  const isOpen = named === NEW || edited !== null;
  const close = () => {
    void setUrl({ watch: undefined, party: undefined, deal: undefined });
    add.current?.focus();
  };
  return (
    <>
      <ScreenHead
        title={t`Watches`}
        actions={
          <Link ref={add} to="/watches" search={keepPlace({ watch: NEW })} className="button button-strong">
            <Icon name="add" />
            <Trans>Add a watch</Trans>
          </Link>
        }
      >
        <Trans>
          Thresholds of your own, measured at the moment that the screen shows: live, or wherever in its history. Nobody
          else sees them.
        </Trans>
      </ScreenHead>
      <div className={isOpen ? 'grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_24rem]' : 'grid gap-4'}>
        {isOpen ? (
          <div className="xl:order-last">
            <WatchEditor key={`${named} ${subject}`} watch={edited} subject={subject} onDone={close} />
          </div>
        ) : null}
        <div className="grid min-w-0 gap-4">
          {removing.data ? (
            <Removed watch={removing.data} busy={undoing.isPending} onUndo={() => undoing.mutate(removing.data)} />
          ) : null}
          <section className="panel min-w-0">
            <Panel reading={reading} isEmpty={(watched) => watched.length === 0} empty={<NothingWatched />}>
              {(watched) => <WatchList watched={watched} onRemove={(watch) => removing.mutate(watch)} />}
            </Panel>
          </section>
        </div>
      </div>
    </>
  );
}

function NothingWatched() {
  return (
    <>
      <p>
        <Trans>
          Nothing is watched yet. Say what you would want to be told: one counterparty above 40 %, a firm share below
          half, anything that is overdue. It then stands here, and a crossed one is counted at the top of every screen.
        </Trans>
      </p>
      <Link to="/watches" search={keepPlace({ watch: NEW })} className="button button-strong">
        <Icon name="add" />
        <Trans>Add a watch</Trans>
      </Link>
    </>
  );
}

interface RemovedProps {
  readonly watch: Watch;
  readonly busy: boolean;
  readonly onUndo: () => void;
}

/** Takes the focus that the removed row had, so that the keyboard is where the way back is. */
function Removed({ watch, busy, onUndo }: RemovedProps) {
  const undo = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (watch) undo.current?.focus();
  }, [watch]);
  return (
    <div className="flex flex-wrap items-center gap-3 rounded-md bg-sunken px-4 py-2" data-testid="removed">
      <p role="status">
        <Trans>The watch is removed.</Trans>
      </p>
      <button ref={undo} type="button" className="button" disabled={busy} onClick={onUndo}>
        <Trans>Bring it back</Trans>
      </button>
    </div>
  );
}
