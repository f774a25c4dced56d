import { Controller, Get, Headers, Inject } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { EventStore } from '@offtake/event-store/store';
import { Needs } from '@offtake/http-edge/access-guard';
import { admitService } from '../internal-caller.ts';
import { RelayService } from '../relay/relay.service.ts';
import { SETTINGS, type Settings } from '../settings.ts';

/** For the other service: how far each book has come. */
@ApiExcludeController()
@Controller('internal')
export class HeadsController {
  readonly #store: EventStore;
  readonly #relay: RelayService;
  readonly #token: string | null;

  constructor(store: EventStore, relay: RelayService, @Inject(SETTINGS) settings: Settings) {
    this.#store = store;
    this.#relay = relay;
    this.#token = settings.internalToken;
  }

  @Get('heads')
  @Needs('nobody')
  async heads(@Headers('authorization') authorization: string | undefined): Promise<object> {
    admitService(authorization, this.#token);
    const heads = await this.#store.books();
    const { setAside } = this.#relay;
    return {
      books: heads.map(({ book, name, partition, position, hash }) => {
        const reason = setAside.get(book);
        return { book, name, partition, position, hash, ...(reason === undefined ? {} : { setAside: reason }) };
      }),
    };
  }
}
