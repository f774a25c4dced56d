import { Body, Controller, Delete, HttpCode, HttpStatus, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '@offtake/access/access';
import { Needs } from '@offtake/http-edge/access-guard';
import { Problem } from '@offtake/http-edge/problem';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';

const credentials = z.strictObject({ code: z.string().min(1).max(200) }).meta({ id: 'SignInCode' });

const COOKIE = 'offtake_session';
const ATTRIBUTES = 'Path=/api; HttpOnly; SameSite=Strict';

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
    if (session === null) throw new Problem('unauthenticated', 'This code is unknown, used or out of date.');
    void reply.header('set-cookie', `${COOKIE}=${session.cookie}; ${ATTRIBUTES}`);
  }

  /** Signs out. */
  @Delete()
  @Needs('nobody')
  @HttpCode(HttpStatus.NO_CONTENT)
  async signOut(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    const cookie = cookieOf(request.headers.cookie);
    if (cookie !== null) await this.#access.signOut(cookie);
    void reply.header('set-cookie', `${COOKIE}=; ${ATTRIBUTES}; Max-Age=0`);
  }
}

function cookieOf(header = ''): string | null {
  const found = header.split(';').find((part) => part.trim().startsWith(`${COOKIE}=`));
  return found === undefined ? null : found.trim().slice(COOKIE.length + 1);
}
