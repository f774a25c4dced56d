import { Module } from '@nestjs/common';
import { CONFIG, type Config } from '../config.ts';
import { LedgerController } from './ledger.controller.ts';
import { LedgerSource } from './ledger-source.ts';

/** What a reader checks the read models against. */
@Module({
  controllers: [LedgerController],
  providers: [
    {
      provide: LedgerSource,
      useFactory: ({ commandUrl, internalToken }: Config) => new LedgerSource(commandUrl, internalToken),
      inject: [CONFIG],
    },
  ],
})
export class LedgerModule {}
