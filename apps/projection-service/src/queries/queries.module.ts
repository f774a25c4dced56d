import { Module } from '@nestjs/common';
import { DocsController } from '../docs/docs.controller.ts';
import { Commits } from '../live/commits.ts';
import { Feeds } from '../live/feeds.ts';
import { OpenStreams } from '../live/open-streams.ts';
import { StreamController } from '../live/stream.controller.ts';
import { BooksController } from './books.controller.ts';
import { BookHandler, BooksHandler } from './books.query.ts';
import { DealHandler } from './deal.query.ts';
import { DealHistoryHandler } from './deal-history.query.ts';
import { DealStates } from './deal-states.ts';
import { DealsController } from './deals.controller.ts';
import { DealsHandler } from './deals.query.ts';
import { DiffHandler } from './diff.query.ts';
import { DiffReasons } from './diff-reasons.ts';
import { DisputesAt } from './disputes-at.ts';
import { EventsController } from './events.controller.ts';
import { EventsHandler } from './events.query.ts';
import { ExplainHandler } from './explain.query.ts';
import { ExposuresController } from './exposures.controller.ts';
import { ExposuresHandler } from './exposures.query.ts';
import { PartiesController } from './parties.controller.ts';
import { PartiesHandler } from './parties.query.ts';
import { PartyHandler } from './party.query.ts';
import { PartyFactsAt } from './party-facts-at.ts';
import { PartyHistoryHandler } from './party-history.query.ts';
import { PartyNames } from './party-names.ts';
import { Places } from './place.ts';
import { Register } from './register.ts';
import { SessionController } from './session.controller.ts';
import { Sums } from './sums.ts';

const CONTROLLERS = [
  BooksController,
  DealsController,
  DocsController,
  EventsController,
  ExposuresController,
  PartiesController,
  SessionController,
  StreamController,
];
const HANDLERS = [
  BookHandler,
  BooksHandler,
  DealHandler,
  DealHistoryHandler,
  DealsHandler,
  DiffHandler,
  EventsHandler,
  ExplainHandler,
  ExposuresHandler,
  PartiesHandler,
  PartyHandler,
  PartyHistoryHandler,
];

/** What read models are computed from. */
const INPUTS = [DealStates, DisputesAt, PartyFactsAt, PartyNames, Places, Register, Sums];

/** The reading half of the API. Asks what the schema and the ingest provide: the database, the generation, the heads. */
@Module({
  controllers: CONTROLLERS,
  providers: [Commits, DiffReasons, Feeds, OpenStreams, ...INPUTS, ...HANDLERS],
  exports: INPUTS,
})
export class QueriesModule {}
