import { Body, Controller, Delete, HttpCode, HttpStatus, Param, Put } from '@nestjs/common';
import { ApiParam, ApiResponse, ApiSecurity, ApiTags } from '@nestjs/swagger';
import type { Principal } from '@offtake/access/principal';
import { MOST_WATCHES, Watches } from '@offtake/access/watches';
import { slug } from '@offtake/deals/vocabulary';
import { type WatchTerms, watchSchema, whyNotWatch } from '@offtake/deals/watch';
import { EventStore } from '@offtake/event-store/store';
import { Needs, Who } from '@offtake/http-edge/access-guard';
import { type Problem, problem } from '@offtake/http-edge/problem';
import * as answers from '../answers.ts';
import { bookPath, unknownBook } from '../books/book-path.ts';

@ApiTags('watches')
@ApiSecurity('bearer')
@ApiParam({ name: 'watch', description: 'A slug of your own choice.' })
@Controller('api/books/:book/watches/:watch')
@Needs('read')
export class WatchesController {
  readonly #watches: Watches;
  readonly #store: EventStore;

  constructor(watches: Watches, store: EventStore) {
    this.#watches = watches;
    this.#store = store;
  }

  /** Keeps a watch of yours, in place of the one of that name. Nobody else sees it. */
  @Put()
  @ApiResponse({ status: 200, description: 'It is kept.', standardSchema: answers.keptWatch })
  @ApiResponse({ status: 422, description: 'Refused: unit-of-kind, unknown-party, unknown-deal, too-many-watches.' })
  async set(
    @Param('book', { schema: bookPath }) book: string,
    @Param('watch', { schema: slug }) watch: string,
    @Body({ schema: watchSchema }) terms: WatchTerms,
    @Who() { principal }: Principal,
  ): Promise<object> {
    if ((await this.#store.book(book)) === null) throw unknownBook(book);
    const against = whyNotWatch(terms) ?? (await this.#whyNotThere(book, terms));
    if (against !== null) throw refused(against.rule, against.path, against.message);
    if ((await this.#watches.set({ book, principal }, { watch, terms })) === 'too many') {
      throw refused('too-many-watches', '', `You keep ${MOST_WATCHES} watches in ${book}, which is the most.`);
    }
    return { watch, terms };
  }

  /** Ends a watch of yours; one that is not there stays away. */
  @Delete()
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiResponse({ status: 204, description: 'It is not kept.' })
  async remove(
    @Param('book', { schema: bookPath }) book: string,
    @Param('watch', { schema: slug }) watch: string,
    @Who() { principal }: Principal,
  ): Promise<void> {
    if ((await this.#store.book(book)) === null) throw unknownBook(book);
    await this.#watches.remove({ book, principal }, watch);
  }

  /** Of what the book has never heard, a watch would say for ever that all is well. */
  async #whyNotThere(book: string, terms: WatchTerms) {
    const deal = 'deal' in terms ? terms.deal : undefined;
    const [scope, named] = deal === undefined ? (['party', terms.party] as const) : (['deal', deal] as const);
    const [first] = await this.#store.readStream(book, `${scope}/${named}`, { limit: 1 });
    if (first) return null;
    return { rule: `unknown-${scope}`, path: `/${scope}`, message: `There is no ${scope} ${named} in this book.` };
  }
}

function refused(rule: string, path: string, message: string): Problem {
  return problem(422, 'refused', message, { violations: [{ rule, path, message }] });
}
