import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { importFile } from '../api/imports.ts';
import { raisePositionFloor } from '../api/position-floor.ts';
import { Problem } from '../api/request.ts';
import { refreshLiveReads } from '../connection/live-book.tsx';
import type { Sendable } from './import-file.ts';
import { begin, hear, type ImportProgress } from './import-progress.ts';

interface Run {
  readonly state: 'idle' | 'running' | 'over';
  readonly progress: ImportProgress | null;
  /** Why the import as a whole was refused, or broke off. */
  readonly problem: Problem | null;
}

const IDLE: Run = { state: 'idle', progress: null, problem: null };

/** One import at a time: tried out, or recorded; what the server answers is shown while it comes. */
export function useImportRun(book: string) {
  const queries = useQueryClient();
  const [run, setRun] = useState<Run>(IDLE);
  const stopping = useRef<AbortController | null>(null);
  useEffect(() => () => stopping.current?.abort(), []);

  async function start(file: Sendable, options: { dryRun: boolean; onError: 'stop' | 'skip' }) {
    const stop = new AbortController();
    stopping.current?.abort();
    stopping.current = stop;
    let progress = begin(options.dryRun);
    setRun({ state: 'running', progress, problem: null });
    try {
      const { text, type } = file;
      for await (const answer of importFile(book, { text, type, ...options, signal: stop.signal })) {
        progress = hear(progress, answer, file);
        // Lines come by the hundred; what is counted is drawn as it comes.
        if (!('line' in answer)) setRun({ state: 'running', progress, problem: null });
      }
      setRun({ state: 'over', progress, problem: null });
    } catch (failure) {
      const problem = failure instanceof Problem ? failure : new Problem(0, 'broken off', '', [], null);
      setRun({ state: 'over', progress, problem: stop.signal.aborted ? null : problem });
    }
    if (options.dryRun) return;
    raisePositionFloor(book, progress.totals.position);
    await refreshLiveReads(queries, book);
  }

  return {
    ...run,
    start,
    /** What was recorded so far stays. */
    stop: () => stopping.current?.abort(),
    forget: () => {
      stopping.current?.abort();
      setRun(IDLE);
    },
  };
}
export type ImportRun = ReturnType<typeof useImportRun>;
