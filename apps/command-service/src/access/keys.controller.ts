import { Body, Controller, Delete, Headers, HttpCode, HttpStatus, Param, Post, Res } from '@nestjs/common';
import { ApiHeader, ApiResponse, ApiSecurity, ApiTags } from '@nestjs/swagger';
import { Access } from '@offtake/access/access';
import type { Doer } from '@offtake/access/audit';
import { type AgainstKey, Keys, MOST_KEYS, whyNotMake } from '@offtake/access/keys';
import { operated, type Principal } from '@offtake/access/principal';
import { EventStore } from '@offtake/event-store/store';
import { By, Needs, Who } from '@offtake/http-edge/access-guard';
import { Audited } from '@offtake/http-edge/audited';
import { type Problem, problem } from '@offtake/http-edge/problem';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import * as answers from '../answers.ts';
import { bookPath, unknownBook } from '../books/book-path.ts';
import { readIdempotencyKey } from '../events/request-headers.ts';
import { principalName } from './principal-name.ts';

const newKey = z
  .strictObject({
    principal: principalName,
    name: z
      .string()
      .trim()
      .min(1)
      .max(200)
      .regex(/^\P{Cc}*$/u, 'a line of text')
      .optional(),
    book: bookPath.optional(),
    platformOperator: z.boolean().optional(),
    expiresAt: z.iso.datetime({ offset: true }).optional(),
  })
  .refine(({ book, platformOperator }) => book === undefined || !platformOperator, {
    path: ['platformOperator'],
    message: 'a key of one book is no key of the platform operator',
  })
  .meta({ id: 'NewKey' });
const keyId = z.string().regex(/^[A-Za-z0-9]{1,64}$/, 'the part between the two _ of a key');

@ApiTags('access')
@ApiSecurity('bearer')
@Controller('api/keys')
@Needs('operator')
export class KeysController {
  readonly #access: Access;
  readonly #keys: Keys;
  readonly #store: EventStore;

  constructor(access: Access, keys: Keys, store: EventStore) {
    this.#access = access;
    this.#keys = keys;
    this.#store = store;
  }

  /** Makes a key, and shows it this once: only its hash is kept. */
  @Post()
  @Audited('key.made', { notesItself: true })
  @ApiHeader({ name: 'Idempotency-Key', required: false, description: 'The same request again makes no second key.' })
  @ApiResponse({
    status: 201,
    description: 'Made; the key itself is shown this once.',
    standardSchema: answers.madeKey,
  })
  @ApiResponse({ status: 409, description: 'This request has made a key already, or its Idempotency-Key another.' })
  @ApiResponse({
    status: 422,
    description: 'Refused: reserved-principal, outlives-its-maker, already-over, too-many-keys.',
  })
  async make(
    @Body({ schema: newKey }) asked: z.infer<typeof newKey>,
    @Headers('idempotency-key') repeatable: string | undefined,
    @Who() who: Principal,
    @By() by: Doer,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const { principal, name = null, book = null, platformOperator = false } = asked;
    const expiresAt = asked.expiresAt === undefined ? null : new Date(asked.expiresAt);
    const key = { principal, name, book, platformOperator, expiresAt };
    const against = whyNotMake(who, key);
    if (against !== null) throw problemOf(against, key);
    if (book !== null && (await this.#store.book(book)) === null) throw unknownBook(book);
    if (expiresAt !== null && expiresAt.getTime() <= Date.now()) {
      throw refused('already-over', '/expiresAt', 'It would not be good for a moment.');
    }
    const made = await this.#keys.make(key, by, readIdempotencyKey(repeatable));
    if (made === 'key reused') throw problem(409, 'key-reused', 'This Idempotency-Key stands for another request.');
    if (made === 'too many') throw refused('too-many-keys', '', `${MOST_KEYS} keys are good, which is the most.`);
    if ('madeBefore' in made) {
      const detail = `This request has made the key ${made.madeBefore}, which is not shown again. Was it lost? Revoke it.`;
      throw problem(409, 'exists', detail);
    }
    void reply
      .status(HttpStatus.CREATED)
      .headers({ location: `/api/keys/${made.made.id}`, 'cache-control': 'no-store' });
    return { ...made.made, key: made.key };
  }

  /** Revokes a key, for good. In force everywhere within 10 s. */
  @Delete(':id')
  @Audited('key.revoked', { notesItself: true })
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiResponse({ status: 204, description: 'It is revoked.' })
  @ApiResponse({ status: 404, description: 'There is no such key among those that you may list.' })
  @ApiResponse({ status: 422, description: 'Refused: last-platform-key.' })
  async revoke(@Param('id', { schema: keyId }) id: string, @Who() who: Principal, @By() by: Doer): Promise<void> {
    const revoked = await this.#keys.revoke(id, operated(who), by);
    if (revoked === 'unknown') throw problem(404, 'not-found', `There is no key ${id}.`);
    if (revoked === 'last platform key') {
      const message = 'It is the last key of the platform operator that does not expire. Make another one first.';
      throw refused('last-platform-key', '', message);
    }
    this.#access.forget(revoked.principal);
  }
}

function problemOf(against: AgainstKey, { principal, book }: { principal: string; book: string | null }): Problem {
  switch (against) {
    case 'not your book':
      return unknownBook(book ?? '');
    case 'not as your role':
      return problem(403, 'forbidden', `Only an operator of ${book} makes keys of it.`);
    case 'only as platform operator':
      return problem(
        403,
        'forbidden',
        'Name the book that the key is for: others are the platform operator’s to make.',
      );
    case 'reserved':
      return refused('reserved-principal', '/principal', `${principal} is what the platform calls somebody itself.`);
    case 'outlives':
      return refused('outlives-its-maker', '/expiresAt', 'A key that expires makes none that is good for longer.');
  }
}

function refused(rule: string, path: string, message: string): Problem {
  return problem(422, 'refused', message, { violations: [{ rule, path, message }] });
}
