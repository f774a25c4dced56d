import {
  type CanActivate,
  createParamDecorator,
  type DynamicModule,
  type ExecutionContext,
  Injectable,
  Logger,
  Module,
  SetMetadata,
} from '@nestjs/common';
import { APP_GUARD, Reflector } from '@nestjs/core';
import { Access, TooManyChecks } from '@offtake/access/access';
import { type Doer, viaOf } from '@offtake/access/audit';
import { Keys } from '@offtake/access/keys';
import { Members } from '@offtake/access/members';
import { type Act, ANYBODY, may, operated, type Principal } from '@offtake/access/principal';
import type { FastifyRequest } from 'fastify';
import { AccessPool } from './access-pool.ts';
import { problem } from './problem.ts';
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

export function doerOf({ principal, id, ip }: Asked): Doer {
  const who = principal ? { principal: principal.principal, via: viaOf(principal) } : { principal: null, via: 'none' };
  return { ...who, requestId: id, address: ip };
}

interface Asked extends FastifyRequest {
  principal?: Principal;
}

export interface AccessSettings {
  readonly databaseUrl: string;
  /** No key is asked for: everybody is the platform operator. */
  readonly open: boolean;
}

@Injectable()
export class AccessGuard implements CanActivate {
  readonly #access: Access;
  readonly #reflector: Reflector;
  readonly #settings: AccessSettings;

  constructor(access: Access, reflector: Reflector, settings: AccessSettings) {
    this.#access = access;
    this.#reflector = reflector;
    this.#settings = settings;
    if (settings.open) new Logger('access').warn('open: whoever reaches this service is the platform operator');
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const need = this.#reflector.getAllAndOverride<Need | undefined>(NEED, [context.getHandler(), context.getClass()]);
    if (need === 'nobody') return true;
    const request = context.switchToHttp().getRequest<Asked>();
    const principal = this.#settings.open ? ANYBODY : await this.#recognise(request);
    if (!principal) {
      throw problem(401, 'unauthenticated', 'Send a key as a Bearer token, or open the sign-in link.', {
        headers: { 'www-authenticate': 'Bearer realm="offtake"' },
      });
    }
    request.principal = principal;
    allow(principal, need ?? 'platform', request);
    return true;
  }

  async #recognise({
    headers,
    cookies,
  }: Asked & { cookies?: Record<string, string | undefined> }): Promise<Principal | null> {
    const bearer = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
    try {
      return await this.#access.whoIs({ bearer, cookie: cookies?.[SESSION_COOKIE] });
    } catch (error) {
      if (error instanceof TooManyChecks) throw problem(429, 'too-many-requests', 'Too many keys at once. Try again.');
      if (!isUnavailable(error)) throw error;
      throw problem(503, 'unavailable', 'Who you are cannot be looked up: the database is away.');
    }
  }
}

/** Somebody else's book is answered like one that does not exist. */
function allow(principal: Principal, need: Exclude<Need, 'nobody'>, { params }: Asked): void {
  if (need === 'principal') return;
  if (need === 'platform') {
    if (principal.platformOperator) return;
    throw problem(403, 'forbidden', 'Only the platform operator may do this.');
  }
  if (need === 'operator') {
    if (operated(principal)?.length !== 0) return;
    throw problem(403, 'forbidden', 'Only the operator of a book may do this.');
  }
  const book = (params as { book?: string }).book ?? '';
  if (!may(principal, book, 'read')) throw problem(404, 'not-found', `There is no book ${book}.`);
  if (!may(principal, book, need)) throw problem(403, 'forbidden', `Your role in ${book} does not allow this.`);
}

/** Guards every route of a service. */
@Module({})
export class AccessModule {
  static forRoot(settings: AccessSettings): DynamicModule {
    const guard = (access: Access, reflector: Reflector) => new AccessGuard(access, reflector, settings);
    return {
      module: AccessModule,
      global: true,
      providers: [
        { provide: AccessPool, useFactory: () => new AccessPool(settings.databaseUrl) },
        { provide: Access, useFactory: ({ pool }: AccessPool) => new Access(pool), inject: [AccessPool] },
        { provide: Keys, useFactory: ({ pool }: AccessPool) => new Keys(pool), inject: [AccessPool] },
        { provide: Members, useFactory: ({ pool }: AccessPool) => new Members(pool), inject: [AccessPool] },
        { provide: APP_GUARD, useFactory: guard, inject: [Access, Reflector] },
      ],
      exports: [Access, AccessPool, Keys, Members],
    };
  }
}
