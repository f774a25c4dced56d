import { Global, Module } from '@nestjs/common';
import { CONFIG, type Config, readConfig } from '../config.ts';
import { ActiveGeneration } from './active-generation.ts';
import { Announcements } from './announcements.ts';
import { prepareSchemas } from './prepare.ts';
import { ReadDatabase } from './read-database.ts';

/** What both halves of the service share: the configuration, the connections for reading, and which schema to read. */
@Global()
@Module({
  providers: [
    { provide: CONFIG, useFactory: () => readConfig(process.env) },
    { provide: ReadDatabase, useFactory: (config: Config) => new ReadDatabase(config.databaseUrl), inject: [CONFIG] },
    {
      provide: Announcements,
      useFactory: (config: Config, database: ReadDatabase) => new Announcements(config.databaseUrl, database),
      inject: [CONFIG, ReadDatabase],
    },
    {
      provide: ActiveGeneration,
      useFactory: async (config: Config, database: ReadDatabase, announcements: Announcements) => {
        await prepareSchemas(config.databaseUrl);
        const active = new ActiveGeneration(database, announcements);
        await active.look();
        return active;
      },
      inject: [CONFIG, ReadDatabase, Announcements],
    },
  ],
  exports: [CONFIG, ReadDatabase, Announcements, ActiveGeneration],
})
export class SchemaModule {}
