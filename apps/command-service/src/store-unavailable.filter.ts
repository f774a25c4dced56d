import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import { StoreUnavailable } from '@offtake/event-store/failure';
import { problem } from '@offtake/http-edge/problem';
import { sendProblem } from '@offtake/http-edge/problem-filter';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** The ledger cannot be asked: nothing that the client could change. */
@Catch(StoreUnavailable)
export class StoreUnavailableFilter implements ExceptionFilter<StoreUnavailable> {
  catch(error: StoreUnavailable, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const unavailable = problem(503, 'unavailable', `The ledger cannot be reached: ${error.message}.`);
    void sendProblem(http.getResponse<FastifyReply>(), unavailable, http.getRequest<FastifyRequest>());
  }
}
