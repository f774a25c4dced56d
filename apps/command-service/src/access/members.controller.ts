import { Body, Controller, Delete, HttpCode, HttpStatus, Param, Put } from '@nestjs/common';
import { ApiParam, ApiResponse, ApiSecurity, ApiTags } from '@nestjs/swagger';
import { Access } from '@offtake/access/access';
import type { Doer } from '@offtake/access/audit';
import { type AgainstMember, Members, MOST_MEMBERS } from '@offtake/access/members';
import { isReserved, type Principal, ROLES } from '@offtake/access/principal';
import { EventStore } from '@offtake/event-store/store';
import { By, Needs, Who } from '@offtake/http-edge/access-guard';
import { Audited } from '@offtake/http-edge/audited';
import { type Problem, problem } from '@offtake/http-edge/problem';
import { z } from 'zod';
import * as answers from '../answers.ts';
import { bookPath, unknownBook } from '../books/book-path.ts';
import { principalName } from './principal-name.ts';

const membership = z.strictObject({ role: z.enum(ROLES) }).meta({ id: 'Membership' });

@ApiTags('access')
@ApiSecurity('bearer')
@ApiParam({ name: 'principal', description: 'Who: the name that their keys speak for.' })
@Controller('api/books/:book/members/:principal')
@Needs('operate')
export class MembersController {
  readonly #access: Access;
  readonly #members: Members;
  readonly #store: EventStore;

  constructor(access: Access, members: Members, store: EventStore) {
    this.#access = access;
    this.#members = members;
    this.#store = store;
  }

  /** Gives somebody a role in the book, in place of the one that they have. In force everywhere within 10 s. */
  @Put()
  @Audited('member.set', { notesItself: true })
  @ApiResponse({ status: 200, description: 'They have it.', standardSchema: answers.membership })
  @ApiResponse({ status: 422, description: 'Refused: last-operator, reserved-principal, too-many-members.' })
  async set(
    @Param('book', { schema: bookPath }) book: string,
    @Param('principal', { schema: principalName }) principal: string,
    @Body({ schema: membership }) { role }: z.infer<typeof membership>,
    @Who() { platformOperator }: Principal,
    @By() by: Doer,
  ): Promise<object> {
    if ((await this.#store.book(book)) === null) throw unknownBook(book);
    if (isReserved(principal)) {
      throw refused('reserved-principal', '/principal', `${principal} is what the platform calls somebody itself.`);
    }
    const against = await this.#members.set(book, { principal, role }, by, platformOperator);
    if (against !== null) throw problemOf(against, book);
    this.#access.forget(principal);
    return { book, principal, role };
  }

  /** Takes somebody's role in the book away; who has none goes on having none. In force everywhere within 10 s. */
  @Delete()
  @Audited('member.removed', { notesItself: true })
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiResponse({ status: 204, description: 'They have no role in the book.' })
  @ApiResponse({ status: 422, description: 'Refused: last-operator.' })
  async remove(
    @Param('book', { schema: bookPath }) book: string,
    @Param('principal', { schema: principalName }) principal: string,
    @Who() { platformOperator }: Principal,
    @By() by: Doer,
  ): Promise<void> {
    if ((await this.#store.book(book)) === null) throw unknownBook(book);
    const against = await this.#members.remove(book, principal, by, platformOperator);
    if (against !== null) throw problemOf(against, book);
    this.#access.forget(principal);
  }
}

function problemOf(against: AgainstMember, book: string): Problem {
  if (against === 'too many') {
    return refused('too-many-members', '', `${book} has ${MOST_MEMBERS} members, which is the most.`);
  }
  const message = `Nobody would be left who operates ${book}. Make somebody else its operator first.`;
  return refused('last-operator', '/role', message);
}

function refused(rule: string, path: string, message: string): Problem {
  return problem(422, 'refused', message, { violations: [{ rule, path, message }] });
}
