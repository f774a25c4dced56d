import { type CanActivate, createParamDecorator, type ExecutionContext, Logger, SetMetadata } from '@nestjs/common';
import type { Reflector } from '@nestjs/core';
import { type Access, TooManyChecks } from '@offtake/access/access';
import type { Doer } from '@offtake/access/audit';
import { type Act, ANYBODY, may, operated, type Principal } from '@offtake/access/principal';
import type { FastifyReply } from 'fastify';
import { type Asked, doerOf } from './asked.ts';
import { foreignPage } from './foreign-page.ts';
import type { OpenRequests } from './open-requests.ts';
import { Problem, problem } from './problem.ts';
import { type Rate, RateLimit } from './rate-limit.ts';
import type { Refusals } from './refusals.ts';
import { isUnavailable } from './unavailable.ts';

/**
 * What a route asks for: an act in the book of its path, the platform operator, the operator of some book, any principal,
 * or nobody at all.
 */
export type Need = Act | 'platform' | 'operator' | 'principal' | 'nobody';

export const SESSION_COOKIE = 'offtake_session';
const NEED = 'offtake:need';

/** On a route: who may call it. A route without it is for nobody but the platform operator. */
export const Needs = (need: Need) => SetMetadata(NEED, need);

/** The principal who is asking. */
export const Who = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  const { principal } = context.switchToHttp().getRequest<Asked>();
  if (!principal) throw new Error('the route asks who it is, and needs nobody');
  return principal;
});

/** Who is asking, as the audit trail names them. */
export const By = createParamDecorator((_: unknown, context: ExecutionContext): Doer => {
  return doerOf(context.switchToHttp().getRequest<Asked>());
});

export interface Guarding {
  readonly access: Access;
  readonly reflector: Reflector;
  readonly refusals: Refusals;
  readonly openRequests: OpenRequests;
  /** No key is asked for: everybody is the platform operator. */
  readonly open: boolean;
  /** Of each principal; null: any. */
  readonly rate: Rate | null;
}

/** Guards every route of a service: who is it, may they, and not too often. */
export class AccessGuard implements CanActivate {
  readonly #of: Guarding;
  readonly #rate: RateLimit | null;

  constructor(of: Guarding) {
    this.#of = of;
    this.#rate = of.rate && new RateLimit(of.rate);
    if (of.open) new Logger('access').warn('open: whoever reaches this service is the platform operator');
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { reflector, refusals } = this.#of;
    const need = reflector.getAllAndOverride<Need | undefined>(NEED, [context.getHandler(), context.getClass()]);
    const request = context.switchToHttp().getRequest<Asked>();
    try {
      await this.#admit(need ?? 'platform', request, context.switchToHttp().getResponse<FastifyReply>());
      return true;
    } catch (error) {
      const isKnownOrTried = request.headers.authorization || request.cookies?.[SESSION_COOKIE];
      if (error instanceof Problem && error.status < 500 && isKnownOrTried) {
        const { status, slug } = error;
        const act = `${request.method} ${request.routeOptions.url ?? ''}`;
        refusals.note(doerOf(request), { act, book: bookOf(request), status, slug });
      }
      throw error;
    }
  }

  async #admit(need: Need, request: Asked, reply: FastifyReply): Promise<void> {
    const { open, openRequests } = this.#of;
    const bearer = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    const cookie = request.cookies?.[SESSION_COOKIE];
    const isAsPerson = bearer === undefined && cookie !== undefined && need !== 'nobody' && !open;
    const foreign = bearer === undefined ? foreignPage(request, isAsPerson) : null;
    if (foreign !== null) throw problem(403, 'forbidden', foreign);
    if (need === 'nobody') return;
    const principal = open ? ANYBODY : await this.#recognise(bearer, cookie);
    if (!principal) {
      throw problem(401, 'unauthenticated', 'Send a key as a Bearer token, or open the sign-in link.', {
        headers: { 'www-authenticate': 'Bearer realm="offtake"' },
      });
    }
    request.principal = principal;
    const wait = this.#rate?.take(principal.principal) ?? 0;
    if (wait > 0) {
      throw problem(429, 'too-many-requests', `More than ${this.#of.rate?.perSecond} requests a second.`, {
        headers: { 'retry-after': String(wait) },
      });
    }
    const against = reasonAgainst(principal, need, bookOf(request) ?? '');
    if (against !== null) throw against;
    if (!open) {
      const isAllowed = (now: Principal) => reasonAgainst(now, need, bookOf(request) ?? '') === null;
      openRequests.add(reply.raw, principal, isAllowed);
    }
  }

  async #recognise(bearer: string | undefined, cookie: string | undefined): Promise<Principal | null> {
    try {
      return await this.#of.access.whoIs({ bearer, cookie });
    } catch (error) {
      if (error instanceof TooManyChecks) throw problem(429, 'too-many-requests', 'Too many keys at once. Try again.');
      if (!isUnavailable(error)) throw error;
      throw problem(503, 'unavailable', 'Who you are cannot be looked up: the database is away.');
    }
  }
}

function bookOf({ params }: Asked): string | null {
  return (params as { book?: string } | undefined)?.book ?? null;
}

/** Why not; null where they may. Somebody else's book is answered like one that does not exist. */
function reasonAgainst(principal: Principal, need: Exclude<Need, 'nobody'>, book: string): Problem | null {
  switch (need) {
    case 'principal':
      return null;
    case 'platform':
      return principal.platformOperator ? null : problem(403, 'forbidden', 'Only the platform operator may do this.');
    case 'operator':
      if (operated(principal)?.length !== 0) return null;
      return problem(403, 'forbidden', 'Only the operator of a book may do this.');
    default:
      if (!may(principal, book, 'read')) return problem(404, 'not-found', `There is no book ${book}.`);
      return may(principal, book, need) ? null : problem(403, 'forbidden', `Your role in ${book} does not allow this.`);
  }
}
