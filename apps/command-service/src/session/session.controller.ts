import { Body, Controller, Delete, HttpCode, HttpStatus, Post, Req, Res } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { Access, SESSION_DAYS } from '@offtake/access/access';
import { type Doer, note, viaOf } from '@offtake/access/audit';
import type { Principal } from '@offtake/access/principal';
import { By, Needs, SESSION_COOKIE } from '@offtake/http-edge/access-guard';
import { AccessPools } from '@offtake/http-edge/access-pools';
import { Audited } from '@offtake/http-edge/audited';
import { problem } from '@offtake/http-edge/problem';
import { RateLimit } from '@offtake/http-edge/rate-limit';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';

const credentials = z.strictObject({ code: z.string().min(1).max(200) }).meta({ id: 'SignInCode' });

const ATTRIBUTES = 'Path=/api; HttpOnly; SameSite=Strict';
const SESSION_S = SESSION_DAYS * 24 * 60 * 60;
/** Of one address. A code is not to be guessed; this bounds the work that trying makes. */
const SIGN_INS = { perSecond: 5, burst: 50 };

/** As @fastify/cookie leaves it. */
interface WithCookies {
  readonly cookies?: Readonly<Record<string, string | undefined>>;
}

@ApiTags('session')
@Controller('api/session')
export class SessionController {
  readonly #access: Access;
  readonly #pools: AccessPools;
  readonly #rate = new RateLimit(SIGN_INS);

  constructor(access: Access, pools: AccessPools) {
    this.#access = access;
    this.#pools = pools;
  }

  /** Signs in with the one-time code of the printed link, for 30 days. */
  @Post()
  @Needs('nobody')
  @Audited('session.begun', { notesItself: true })
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiResponse({ status: 204, description: 'Signed in: the cookie offtake_session.' })
  async signIn(
    @Body({ schema: credentials }) { code }: z.infer<typeof credentials>,
    @By() by: Doer,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const wait = this.#rate.take(by.address);
    if (wait > 0) {
      throw problem(429, 'too-many-requests', 'Too many sign-ins.', { headers: { 'retry-after': String(wait) } });
    }
    const session = await this.#access.redeem(code);
    if (session === null) throw problem(401, 'unauthenticated', 'This code is unknown, used or out of date.');
    await this.#note(by, session.principal, 'session.begun');
    void reply.header('set-cookie', `${SESSION_COOKIE}=${session.cookie}; ${ATTRIBUTES}; Max-Age=${SESSION_S}`);
  }

  /** Signs out: the cookie is good for nothing any more, here at once and elsewhere within 10 s. */
  @Delete()
  @Needs('nobody')
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiResponse({ status: 204, description: 'Signed out.' })
  async signOut(
    @Req() { cookies }: WithCookies,
    @By() by: Doer,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const cookie = cookies?.[SESSION_COOKIE];
    const principal = cookie === undefined ? null : await this.#access.whoIs({ cookie });
    if (cookie !== undefined && principal !== null) {
      await this.#access.signOut(cookie);
      await this.#note(by, principal, 'session.ended');
    }
    void reply.header('set-cookie', `${SESSION_COOKIE}=; ${ATTRIBUTES}; Max-Age=0`);
  }

  /** A sign-in needs nobody, so only now it is known who it was. */
  #note(by: Doer, principal: Principal, act: string): Promise<void> {
    const doer = { ...by, principal: principal.principal, via: viaOf(principal) };
    return note(this.#pools.everyBook, doer, { act, book: null, subject: null, outcome: 'done' });
  }
}
