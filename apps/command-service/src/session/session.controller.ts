import { Body, Controller, Delete, HttpCode, HttpStatus, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, SESSION_DAYS } from '@offtake/access/access';
import { Needs, SESSION_COOKIE } from '@offtake/http-edge/access-guard';
import { problem } from '@offtake/http-edge/problem';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';

const credentials = z.strictObject({ code: z.string().min(1).max(200) }).meta({ id: 'SignInCode' });

const ATTRIBUTES = 'Path=/api; HttpOnly; SameSite=Strict';
const SESSION_S = SESSION_DAYS * 24 * 60 * 60;

/** As @fastify/cookie leaves it. */
interface WithCookies {
  readonly cookies?: Readonly<Record<string, string | undefined>>;
}

@ApiTags('session')
@Controller('api/session')
export class SessionController {
  readonly #access: Access;

  constructor(access: Access) {
    this.#access = access;
  }

  /** Signs in with the one-time code of the printed link. */
  @Post()
  @Needs('nobody')
  @HttpCode(HttpStatus.NO_CONTENT)
  async signIn(
    @Body({ schema: credentials }) { code }: z.infer<typeof credentials>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const session = await this.#access.redeem(code);
    if (session === null) throw problem(401, 'unauthenticated', 'This code is unknown, used or out of date.');
    void reply.header('set-cookie', `${SESSION_COOKIE}=${session.cookie}; ${ATTRIBUTES}; Max-Age=${SESSION_S}`);
  }

  /** Signs out. */
  @Delete()
  @Needs('nobody')
  @HttpCode(HttpStatus.NO_CONTENT)
  async signOut(@Req() { cookies }: WithCookies, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    const cookie = cookies?.[SESSION_COOKIE];
    if (cookie !== undefined) await this.#access.signOut(cookie);
    void reply.header('set-cookie', `${SESSION_COOKIE}=; ${ATTRIBUTES}; Max-Age=0`);
  }
}
