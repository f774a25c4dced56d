import { Module } from '@nestjs/common';
import { QueriesModule } from '../queries/queries.module.ts';
import { ExportController } from './export.controller.ts';

/** The way out of a book, whole. */
@Module({ imports: [QueriesModule], controllers: [ExportController] })
export class ExportModule {}
