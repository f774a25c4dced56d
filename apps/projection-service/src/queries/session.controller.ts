import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Principal } from '@offtake/access/principal';
import { Needs, Who } from '@offtake/http-edge/access-guard';
import * as answers from '../answers/access.ts';
import { CONFIG, type Config } from '../config.ts';

@ApiTags('session')
@Controller('api/session')
export class SessionController {
  readonly #config: Config;

  constructor(@Inject(CONFIG) config: Config) {
    this.#config = config;
  }

  /** Who asks, and what they may do: 401 where that is nobody. */
  @Get()
  @ApiOkResponse({ standardSchema: answers.session })
  @ApiOperation({ summary: 'Who is asking, and what they may do' })
  @Needs('principal')
  @Header('cache-control', 'no-store')
  session(@Who() { principal, platformOperator, roles }: Principal): object {
    return { principal, open: this.#config.open, platformOperator, roles: Object.fromEntries(roles) };
  }
}
