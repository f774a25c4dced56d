import { Controller, Get, Header, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Member, Members } from '@offtake/access/members';
import { Needs } from '@offtake/http-edge/access-guard';
import { problem } from '@offtake/http-edge/problem';
import * as answers from '../answers/access.ts';
import { Places } from '../queries/place.ts';

@ApiTags('access')
@Controller('api/books/:book/members')
@Needs('operate')
export class MembersController {
  readonly #members: Members;
  readonly #places: Places;

  constructor(members: Members, places: Places) {
    this.#members = members;
    this.#places = places;
  }

  @Get()
  @ApiOkResponse({ standardSchema: answers.members })
  @ApiOperation({ summary: 'Who may do what in the book' })
  @Header('cache-control', 'no-store')
  async members(@Param('book') book: string): Promise<{ readonly members: readonly Member[] }> {
    await this.#places.settle(book, { reading: 'recorded' });
    return { members: await this.#members.list(book) };
  }

  @Get(':principal')
  @ApiOkResponse({ standardSchema: answers.member })
  @ApiOperation({ summary: 'What somebody may do in the book' })
  @Header('cache-control', 'no-store')
  async member(@Param('book') book: string, @Param('principal') principal: string): Promise<Member> {
    const { members } = await this.members(book);
    const member = members.find((each) => each.principal === principal);
    if (member === undefined) throw problem(404, 'not-found', `${principal} has no role in ${book}.`);
    return member;
  }
}
