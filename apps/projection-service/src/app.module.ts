import { type DynamicModule, Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { AccessModule } from '@offtake/http-edge/access.module';
import { AccessReadingModule } from './access/access-reading.module.ts';
import type { Config } from './config.ts';
import { ExportModule } from './export/export.module.ts';
import { IngestModule } from './ingest/ingest.module.ts';
import { LedgerModule } from './ledger/ledger.module.ts';
import { QueriesModule } from './queries/queries.module.ts';
import { ReadModelsModule } from './read-models/read-models.module.ts';
import { SchemaModule } from './schema/schema.module.ts';

@Module({})
export class AppModule {
  static from(config: Config): DynamicModule {
    const { databaseUrl, open } = config;
    return {
      module: AppModule,
      imports: [
        CqrsModule.forRoot(),
        AccessModule.forRoot({ databaseUrl, bookRole: 'offtake_projection_book', open }),
        SchemaModule.from(config),
        IngestModule,
        QueriesModule,
        ReadModelsModule,
        ExportModule,
        LedgerModule,
        AccessReadingModule,
      ],
    };
  }
}
