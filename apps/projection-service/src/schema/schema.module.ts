import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Readiness } from '@offtake/http-edge/health';
import { CONFIG, type Config } from '../config.ts';
import { ActiveGeneration } from './active-generation.ts';
import { Announcements } from './announcements.ts';
import { Preparation } from './preparation.ts';
import { ReadDatabase } from './read-database.ts';

/** What both halves of the service share: the configuration, the connections for reading, and which schema to read. */
@Global()
@Module({})
export class SchemaModule {
  static from(config: Config): DynamicModule {
    const { databaseUrl } = config;
    return {
      module: SchemaModule,
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: ReadDatabase, useFactory: () => new ReadDatabase(databaseUrl) },
        {
          provide: Announcements,
          useFactory: (database: ReadDatabase) => new Announcements(databaseUrl, database),
          inject: [ReadDatabase],
        },
        {
          provide: ActiveGeneration,
          useFactory: (database: ReadDatabase, announcements: Announcements) =>
            new ActiveGeneration(database, announcements),
          inject: [ReadDatabase, Announcements],
        },
        {
          provide: Preparation,
          useFactory: (active: ActiveGeneration, readiness: Readiness) =>
            new Preparation(databaseUrl, active, readiness),
          inject: [ActiveGeneration, Readiness],
        },
      ],
      exports: [CONFIG, ReadDatabase, Announcements, ActiveGeneration],
    };
  }
}
