import { Module } from '@nestjs/common';
import { QueriesModule } from '../queries/queries.module.ts';
import { ConcentrationHandler } from './concentration.query.ts';
import { CoverageHandler } from './coverage.query.ts';
import { DeliveryHandler } from './delivery.query.ts';
import { FirmnessHandler } from './firmness.query.ts';
import { FlowsHandler } from './flows.query.ts';
import { LegsInDispute } from './legs-in-dispute.ts';
import { NetworkController } from './network.controller.ts';
import { ObligationsController } from './obligations.controller.ts';
import { ReconciliationHandler } from './reconciliation.query.ts';
import { RightsHandler } from './rights.query.ts';
import { RunoffHandler } from './runoff.query.ts';
import { StressHandler } from './stress.query.ts';

const CONTROLLERS = [NetworkController, ObligationsController];
const HANDLERS = [
  ConcentrationHandler,
  CoverageHandler,
  DeliveryHandler,
  FirmnessHandler,
  FlowsHandler,
  ReconciliationHandler,
  RightsHandler,
  RunoffHandler,
  StressHandler,
];

/** What is computed from exposures: each read model is a query on what the read side knows, and a pure function. */
@Module({ imports: [QueriesModule], controllers: CONTROLLERS, providers: [LegsInDispute, ...HANDLERS] })
export class ReadModelsModule {}
