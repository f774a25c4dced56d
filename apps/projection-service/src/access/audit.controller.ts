import { Controller, Get, Header, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type AuditEntry, readAudit } from '@offtake/access/audit';
import { may, operated, type Principal } from '@offtake/access/principal';
import { Needs, Who } from '@offtake/http-edge/access-guard';
import { AccessPools } from '@offtake/http-edge/access-pools';
import { problem } from '@offtake/http-edge/problem';
import { z } from 'zod';
import * as answers from '../answers/access.ts';

const MOST = 1_000;
const whole = z
  .string()
  .regex(/^[1-9]\d{0,14}$/, 'a whole number above 0')
  .transform(Number);
const auditSchema = z.strictObject({
  book: z.string().max(64).optional(),
  act: z.string().max(200).optional(),
  principal: z.string().max(200).optional(),
  before: whole.optional(),
  limit: whole.pipe(z.number().max(MOST)).default(100),
});

@ApiTags('access')
@Controller('api/audit')
@Needs('operator')
export class AuditController {
  readonly #pools: AccessPools;

  constructor(pools: AccessPools) {
    this.#pools = pools;
  }

  @Get()
  @ApiOkResponse({ standardSchema: answers.audit })
  @ApiOperation({
    summary: 'Who did what, or was refused what, in the books that one operates; all of it for the platform operator',
  })
  @Header('cache-control', 'no-store')
  async audit(
    @Query({ schema: auditSchema }) asked: z.infer<typeof auditSchema>,
    @Who() who: Principal,
  ): Promise<{ readonly entries: readonly AuditEntry[]; readonly next: number | null }> {
    const { book, act = null, principal = null, before = null, limit } = asked;
    if (book !== undefined && !may(who, book, 'read')) throw problem(404, 'not-found', `There is no book ${book}.`);
    if (book !== undefined && !may(who, book, 'operate')) {
      throw problem(403, 'forbidden', `Your role in ${book} does not allow this.`);
    }
    const books = book === undefined ? operated(who) : [book];
    const entries = await readAudit(this.#pools, { books, act, principal, before, limit });
    return { entries, next: entries.length === limit ? (entries.at(-1)?.id ?? null) : null };
  }
}
