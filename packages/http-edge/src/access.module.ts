import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR, Reflector } from '@nestjs/core';
import { Access } from '@offtake/access/access';
import { Keys } from '@offtake/access/keys';
import { Members } from '@offtake/access/members';
import { AccessGuard } from './access-guard.ts';
import { AccessPool } from './access-pool.ts';
import { AuditInterceptor } from './audited.ts';
import { OpenRequests } from './open-requests.ts';
import { type Rate, readRate } from './rate-limit.ts';
import { Refusals } from './refusals.ts';

export interface AccessSettings {
  readonly databaseUrl: string;
  /** No key is asked for: everybody is the platform operator. */
  readonly open: boolean;
  /** How often each principal may ask; unless told, what the environment says. */
  readonly rate?: Rate | null;
}

/** Who may do what, for every route of a service: keys, members, the guard, the trail. */
@Module({})
export class AccessModule {
  static forRoot({ databaseUrl, open, rate = readRate(process.env) }: AccessSettings): DynamicModule {
    const guard = (access: Access, reflector: Reflector, refusals: Refusals, openRequests: OpenRequests) =>
      new AccessGuard({ access, reflector, refusals, openRequests, open, rate });
    const ofPool = <T>(Part: new (pool: AccessPool['pool']) => T) => {
      return { provide: Part, useFactory: ({ pool }: AccessPool) => new Part(pool), inject: [AccessPool] };
    };
    return {
      module: AccessModule,
      global: true,
      providers: [
        { provide: AccessPool, useFactory: () => new AccessPool(databaseUrl) },
        ofPool(Access),
        ofPool(Keys),
        ofPool(Members),
        ofPool(Refusals),
        { provide: OpenRequests, useFactory: (access: Access) => new OpenRequests(access), inject: [Access] },
        { provide: APP_GUARD, useFactory: guard, inject: [Access, Reflector, Refusals, OpenRequests] },
        {
          provide: APP_INTERCEPTOR,
          useFactory: ({ pool }: AccessPool, reflector: Reflector, refusals: Refusals) =>
            new AuditInterceptor(pool, reflector, refusals),
          inject: [AccessPool, Reflector, Refusals],
        },
      ],
      exports: [Access, AccessPool, Keys, Members],
    };
  }
}
