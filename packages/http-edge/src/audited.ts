import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  Injectable,
  Logger,
  type NestInterceptor,
  SetMetadata,
  UseInterceptors,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { note } from '@offtake/access/audit';
import type pg from 'pg';
import { lastValueFrom, type Observable, of } from 'rxjs';
import { AccessPools } from './access-pools.ts';
import { type Asked, doerOf } from './asked.ts';
import { Problem } from './problem.ts';
import { Refusals } from './refusals.ts';

const ACT = 'offtake:act';

interface Act {
  readonly act: string;
  /** The handler itself notes what was done, together with doing it. */
  readonly notesItself: boolean;
}

/** The statuses that say no to who asks, or to what they ask for. */
const REFUSALS = new Set([401, 403, 404, 409, 422]);

@Injectable()
class AuditInterceptor implements NestInterceptor {
  readonly #log = new Logger('access');
  readonly #pool: pg.Pool;
  readonly #reflector: Reflector;
  readonly #refusals: Refusals;

  constructor(pools: AccessPools, reflector: Reflector, refusals: Refusals) {
    this.#pool = pools.everyBook;
    this.#reflector = reflector;
    this.#refusals = refusals;
  }

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const audited = this.#reflector.get<Act | undefined>(ACT, context.getHandler());
    if (audited === undefined) return next.handle();
    const request = context.switchToHttp().getRequest<Asked>();
    const { act, notesItself } = audited;
    const book = bookOf(request);
    try {
      const answer = await lastValueFrom(next.handle(), { defaultValue: undefined });
      if (!notesItself) await this.#noteDone(request, act, book);
      return of(answer);
    } catch (error) {
      if (error instanceof Problem && REFUSALS.has(error.status)) {
        const { status, slug } = error;
        this.#refusals.note(doerOf(request), { act, book, status, slug });
      }
      throw error;
    }
  }

  /** It is done, so the answer says so, whatever becomes of the note. */
  async #noteDone(request: Asked, act: string, book: string | null): Promise<void> {
    try {
      await note(this.#pool, doerOf(request), { act, book, subject: null, outcome: 'done' });
    } catch (error) {
      this.#log.error({ err: error, act, book, requestId: request.id }, 'what was done was not noted');
    }
  }
}

/**
 * On a route: what it does stands in the audit trail under this name, and so does its refusal. On these routes alone:
 * an interceptor costs every request that goes through it more than a decision does.
 */
export const Audited = (act: string, { notesItself = false } = {}) =>
  applyDecorators(SetMetadata(ACT, { act, notesItself } satisfies Act), UseInterceptors(AuditInterceptor));

/** The book of the path, or the one that the body names. */
function bookOf({ params, body }: Asked): string | null {
  const named = (params as { book?: string }).book ?? (body as { book?: unknown } | null | undefined)?.book;
  return typeof named === 'string' ? named : null;
}
