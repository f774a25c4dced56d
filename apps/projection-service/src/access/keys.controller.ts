import { Controller, Get, Header, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Keys, type ListedKey } from '@offtake/access/keys';
import { operated, type Principal } from '@offtake/access/principal';
import { Needs, Who } from '@offtake/http-edge/access-guard';
import { problem } from '@offtake/http-edge/problem';
import * as answers from '../answers/access.ts';

@ApiTags('access')
@Controller('api/keys')
@Needs('operator')
export class KeysController {
  readonly #keys: Keys;

  constructor(keys: Keys) {
    this.#keys = keys;
  }

  @Get()
  @ApiOkResponse({ standardSchema: answers.keys })
  @ApiOperation({ summary: 'The keys of the books that one operates; all of them for the platform operator' })
  @Header('cache-control', 'no-store')
  async keys(@Who() who: Principal): Promise<{ readonly keys: readonly ListedKey[] }> {
    return { keys: await this.#keys.list(operated(who)) };
  }

  @Get(':id')
  @ApiOkResponse({ standardSchema: answers.key })
  @ApiOperation({ summary: 'One of these keys' })
  @Header('cache-control', 'no-store')
  async key(@Param('id') id: string, @Who() who: Principal): Promise<ListedKey> {
    const key = (await this.#keys.list(operated(who))).find((each) => each.id === id);
    if (key === undefined) throw problem(404, 'not-found', `There is no key ${id}.`);
    return key;
  }
}
