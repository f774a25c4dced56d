import { Controller, Get, Header, HttpCode, Param, Post } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiAcceptedResponse, ApiOkResponse } from '@nestjs/swagger';
import type { Principal } from '@offtake/access/principal';
import { Needs, Who } from '@offtake/http-edge/access-guard';
import { Audited } from '@offtake/http-edge/audited';
import { problem } from '@offtake/http-edge/problem';
import * as answers from '../answers/books.ts';
import { Following } from './following.ts';
import { type Projections, ProjectionsQuery } from './projections.query.ts';
import { Rebuild } from './rebuild.ts';

@Controller('api')
export class ProjectionsController {
  readonly #queries: QueryBus;
  readonly #following: Following;
  readonly #rebuild: Rebuild;

  constructor(queries: QueryBus, following: Following, rebuild: Rebuild) {
    this.#queries = queries;
    this.#following = following;
    this.#rebuild = rebuild;
  }

  /** State, checkpoints and lag of the read models, and how far a rebuild is. */
  @Get('projections')
  @ApiOkResponse({ standardSchema: answers.projections })
  @Needs('principal')
  @Header('cache-control', 'no-store')
  projections(@Who() who: Principal): Promise<Projections> {
    return this.#queries.execute(new ProjectionsQuery(who));
  }

  /** Fills the read models anew from the beginning of the log, then swaps. */
  @Post('projections/exposure/rebuilds')
  @ApiAcceptedResponse({ standardSchema: answers.rebuildBegun })
  @Needs('platform')
  @Audited('projections.rebuilt')
  @HttpCode(202)
  async rebuild(): Promise<{ readonly generation: number }> {
    const generation = await this.#rebuild.start();
    if (generation === null) throw problem(409, 'exists', 'A rebuild is under way already: GET /api/projections.');
    return { generation };
  }

  /** Goes on with a halted book; one that is not halted goes on anyway. */
  @Post('books/:book/resume')
  @ApiOkResponse({ standardSchema: answers.resumed })
  @Needs('operate')
  @Audited('book.resumed')
  @HttpCode(200)
  async resume(@Param('book') book: string): Promise<{ readonly book: string; readonly state: 'live' }> {
    if (!(await this.#following.resume(book))) throw problem(404, 'not-found', `There is no book ${book}.`);
    return { book, state: 'live' };
  }
}
