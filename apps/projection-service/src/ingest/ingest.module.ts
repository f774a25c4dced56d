import { Global, Module } from '@nestjs/common';
import { Readiness } from '@offtake/http-edge/health';
import { register } from 'prom-client';
import { CONFIG, type Config } from '../config.ts';
import { ActiveGeneration } from '../schema/active-generation.ts';
import { Announcements } from '../schema/announcements.ts';
import { ReadDatabase } from '../schema/read-database.ts';
import { Following } from './following.ts';
import { Heads } from './heads.ts';
import { ProjectionMetrics } from './projection-metrics.ts';
import { ProjectionsController } from './projections.controller.ts';
import { ProjectionsHandler } from './projections.query.ts';
import { Rebuild } from './rebuild.ts';
import { RebuildWatch } from './rebuild-watch.ts';
import { ServiceStates } from './service-states.ts';

/** Everything that comes from the log: the active generation is kept up to date, another one is filled on request. */
@Global()
@Module({
  controllers: [ProjectionsController],
  providers: [
    {
      provide: Heads,
      useFactory: ({ commandUrl, internalToken }: Config, database: ReadDatabase) =>
        new Heads(commandUrl, internalToken, database),
      inject: [CONFIG, ReadDatabase],
    },
    {
      provide: Following,
      useFactory: (config: Config, active: ActiveGeneration, announcements: Announcements, database: ReadDatabase) =>
        new Following(config, active, announcements, database),
      inject: [CONFIG, ActiveGeneration, Announcements, ReadDatabase],
    },
    {
      provide: Rebuild,
      useFactory: (config: Config, active: ActiveGeneration, announcements: Announcements, following: Following) =>
        new Rebuild(config.databaseUrl, active, announcements, following),
      inject: [CONFIG, ActiveGeneration, Announcements, Following],
    },
    {
      provide: ProjectionMetrics,
      useFactory: (
        database: ReadDatabase,
        active: ActiveGeneration,
        heads: Heads,
        following: Following,
        readiness: Readiness,
      ) => new ProjectionMetrics(database, active, heads, following, readiness, register),
      inject: [ReadDatabase, ActiveGeneration, Heads, Following, Readiness],
    },
    {
      provide: RebuildWatch,
      useFactory: (database: ReadDatabase, active: ActiveGeneration) => new RebuildWatch(database, active),
      inject: [ReadDatabase, ActiveGeneration],
    },
    {
      provide: ServiceStates,
      useFactory: ({ commandUrl }: Config, readiness: Readiness) => new ServiceStates(commandUrl, readiness),
      inject: [CONFIG, Readiness],
    },
    ProjectionsHandler,
  ],
  exports: [Heads, RebuildWatch],
})
export class IngestModule {}
