import { type Doer, viaOf } from '@offtake/access/audit';
import type { Principal } from '@offtake/access/principal';
import type { FastifyRequest } from 'fastify';

/** A request, with whoever the guard has recognised. */
export interface Asked extends FastifyRequest {
  principal?: Principal;
}

/** Who is asking, as the audit trail names them. */
export function doerOf({ principal, id, ip }: Asked): Doer {
  const who = principal ? { principal: principal.principal, via: viaOf(principal) } : { principal: null, via: 'none' };
  return { ...who, requestId: id, address: ip };
}
