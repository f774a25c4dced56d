import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD, Reflector } from '@nestjs/core';
import { Access } from '@offtake/access/access';
import { Keys } from '@offtake/access/keys';
import { Members } from '@offtake/access/members';
import { Watches } from '@offtake/access/watches';
import type { BookRole } from '@offtake/book-scope/book-pools';
import { AccessGuard } from './access-guard.ts';
import { AccessPools } from './access-pools.ts';
import { OpenRequests } from './open-requests.ts';
import { type Rate, readRate } from './rate-limit.ts';
import { Refusals } from './refusals.ts';

export interface AccessSettings {
  readonly databaseUrl: string;
  /** What the service is in the database while it serves some books. */
  readonly bookRole: BookRole;
  /** No key is asked for: everybody is the platform operator. */
  readonly open: boolean;
  /** How often each principal may ask; unless told, what the environment says. */
  readonly rate?: Rate | null;
}

/** Who may do what, for every route of a service: keys, members, the guard, the trail; and what each watches. */
@Module({})
export class AccessModule {
  static forRoot({ databaseUrl, bookRole, open, rate = readRate(process.env) }: AccessSettings): DynamicModule {
    const guard = (access: Access, reflector: Reflector, refusals: Refusals, openRequests: OpenRequests) =>
      new AccessGuard({ access, reflector, refusals, openRequests, open, rate });
    const ofPools = <T>(Part: new (pools: AccessPools) => T) => {
      return { provide: Part, useFactory: (pools: AccessPools) => new Part(pools), inject: [AccessPools] };
    };
    const ofEveryBook = <T>(Part: new (pool: AccessPools['everyBook']) => T) => {
      return { provide: Part, useFactory: ({ everyBook }: AccessPools) => new Part(everyBook), inject: [AccessPools] };
    };
    return {
      module: AccessModule,
      global: true,
      providers: [
        { provide: AccessPools, useFactory: () => new AccessPools(databaseUrl, bookRole) },
        ofEveryBook(Access),
        ofPools(Keys),
        ofPools(Members),
        ofPools(Watches),
        ofEveryBook(Refusals),
        { provide: OpenRequests, useFactory: (access: Access) => new OpenRequests(access), inject: [Access] },
        { provide: APP_GUARD, useFactory: guard, inject: [Access, Reflector, Refusals, OpenRequests] },
      ],
      exports: [Access, AccessPools, Keys, Members, Refusals, Watches],
    };
  }
}
