import { Module, type OnApplicationShutdown } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { connect, EventStore } from '@offtake/event-store/store';
import { BooksController } from './books/books.controller.ts';
import { CreateBookHandler } from './books/create-book.ts';
import { HeadsController } from './books/heads.controller.ts';
import { Deciders } from './decider/deciders.ts';
import { EventsController } from './events/events.controller.ts';
import { RecordEventHandler } from './events/record-event.ts';
import { ImportsController } from './imports/imports.controller.ts';
import { RelayService } from './relay/relay.service.ts';
import { SessionController } from './session/session.controller.ts';
import { readSettings, SETTINGS, type Settings } from './settings.ts';

@Module({
  imports: [CqrsModule.forRoot()],
  controllers: [BooksController, EventsController, ImportsController, SessionController, HeadsController],
  providers: [
    { provide: SETTINGS, useFactory: readSettings },
    {
      provide: EventStore,
      inject: [SETTINGS],
      useFactory: ({ databaseUrl }: Settings) => connect(databaseUrl, { applicationName: 'offtake-command' }),
    },
    {
      provide: RelayService,
      inject: [EventStore, SETTINGS],
      useFactory: (store: EventStore, settings: Settings) => new RelayService(store, settings),
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
    RecordEventHandler,
    CreateBookHandler,
  ],
})
export class AppModule implements OnApplicationShutdown {
  readonly #store: EventStore;

  constructor(store: EventStore) {
    this.#store = store;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#store.close();
  }
}
