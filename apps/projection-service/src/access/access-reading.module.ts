import { Module } from '@nestjs/common';
import { QueriesModule } from '../queries/queries.module.ts';
import { WatchesController } from '../watches/watches.controller.ts';
import { AuditController } from './audit.controller.ts';
import { KeysController } from './keys.controller.ts';
import { MembersController } from './members.controller.ts';

/** Who may do what, and what each watches, to be read; it is written at the command service. */
@Module({
  imports: [QueriesModule],
  controllers: [AuditController, KeysController, MembersController, WatchesController],
})
export class AccessReadingModule {}
