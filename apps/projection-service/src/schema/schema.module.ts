import { type DynamicModule, Global, Module } from '@nestjs/common';
import { CONFIG, type Config } from '../config.ts';
import { ActiveGeneration } from './active-generation.ts';
import { Announcements } from './announcements.ts';
import { prepareSchemas } from './prepare.ts';
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
          useFactory: async (database: ReadDatabase, announcements: Announcements) => {
            await prepareSchemas(databaseUrl);
            const active = new ActiveGeneration(database, announcements);
            await active.look();
            return active;
          },
          inject: [ReadDatabase, Announcements],
        },
      ],
      exports: [CONFIG, ReadDatabase, Announcements, ActiveGeneration],
    };
  }
}
