import { type Problem, problem } from '@offtake/http-edge/problem';
import { z } from 'zod';

/** A book's name in an address. */
export const bookPath = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'a slug: a-z, 0-9 and -, at most 64');

export function unknownBook(book: string): Problem {
  return problem(404, 'not-found', `There is no book ${book}.`);
}
