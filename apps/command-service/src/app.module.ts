import { type DynamicModule, Module, type OnApplicationShutdown } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { connect, EventStore } from '@offtake/event-store/store';
import { AccessModule } from '@offtake/http-edge/access.module';
import { Readiness } from '@offtake/http-edge/health';
import { KeysController } from './access/keys.controller.ts';
import { MembersController } from './access/members.controller.ts';
import { BooksController } from './books/books.controller.ts';
import { CreateBookHandler } from './books/create-book.ts';
import { HeadsController } from './books/heads.controller.ts';
import { Deciders } from './decider/deciders.ts';
import { EventsController } from './events/events.controller.ts';
import { RecordEventHandler } from './events/record-event.ts';
import { ForgottenKeys } from './forgotten-keys.ts';
import { ImportsController } from './imports/imports.controller.ts';
import { LedgerController } from './ledger/ledger.controller.ts';
import { RelayService } from './relay/relay.service.ts';
import { RestoreController } from './restore/restore.controller.ts';
import { RestoreBookHandler } from './restore/restore-book.ts';
import { SessionController } from './session/session.controller.ts';
import { SETTINGS, type Settings } from './settings.ts';
import { WatchesController } from './watches/watches.controller.ts';

/** The service: what it answers, what decides, and what publishes. */
@Module({})
export class AppModule implements OnApplicationShutdown {
  readonly #store: EventStore;

  constructor(store: EventStore, relay: RelayService, readiness: Readiness) {
    this.#store = store;
    readiness.add(() =>
      store.books().then(
        () => null,
        () => 'the ledger cannot be reached',
      ),
    );
    // Commands go on without a broker: the events wait in the ledger.
    readiness.watch(() => relay.warning());
  }

  static forRoot(settings: Settings): DynamicModule {
    const { databaseUrl, open } = settings;
    return {
      module: AppModule,
      imports: [CqrsModule.forRoot(), AccessModule.forRoot({ databaseUrl, bookRole: 'offtake_command_book', open })],
      controllers: [
        BooksController,
        EventsController,
        ImportsController,
        RestoreController,
        SessionController,
        MembersController,
        KeysController,
        HeadsController,
        LedgerController,
        WatchesController,
      ],
      providers: [
        { provide: SETTINGS, useValue: settings },
        { provide: EventStore, useFactory: () => connect(databaseUrl, { applicationName: 'offtake-command' }) },
        {
          provide: RelayService,
          inject: [EventStore],
          useFactory: (store: EventStore) => new RelayService(store, settings),
        },
        {
          provide: Deciders,
          inject: [EventStore, RelayService],
          useFactory: (store: EventStore, relay: RelayService) =>
            new Deciders(store, (book) => {
              relay.wake();
              store.announce(book);
            }),
        },
        { provide: ForgottenKeys, inject: [EventStore], useFactory: (store: EventStore) => new ForgottenKeys(store) },
        RecordEventHandler,
        CreateBookHandler,
        RestoreBookHandler,
      ],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#store.close();
  }
}
