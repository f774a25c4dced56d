import { Controller, Get, Header, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Principal } from '@offtake/access/principal';
import { type Watch, Watches } from '@offtake/access/watches';
import { Needs, Who } from '@offtake/http-edge/access-guard';
import * as answers from '../answers/watches.ts';
import { Places } from '../queries/place.ts';

@ApiTags('watches')
@Controller('api/books/:book/watches')
@Needs('read')
export class WatchesController {
  readonly #watches: Watches;
  readonly #places: Places;

  constructor(watches: Watches, places: Places) {
    this.#watches = watches;
    this.#places = places;
  }

  @Get()
  @ApiOkResponse({ standardSchema: answers.watches })
  @ApiOperation({ summary: 'What you watch in the book, in the order in which you began' })
  @Header('cache-control', 'no-store')
  async watches(
    @Param('book') book: string,
    @Who() { principal }: Principal,
  ): Promise<{ readonly watches: readonly Watch[] }> {
    await this.#places.settle(book, { reading: 'recorded' });
    return { watches: await this.#watches.list({ book, principal }) };
  }
}
