import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Answer } from '../decider/answer.ts';
import { Deciders } from '../decider/deciders.ts';
import type { Request } from '../decider/draft.ts';

/** Record one event in a book. Answers null where there is no such book. */
export class RecordEvent extends Command<Answer | null> {
  constructor(
    readonly book: string,
    readonly request: Request,
  ) {
    super();
  }
}

@CommandHandler(RecordEvent)
export class RecordEventHandler implements ICommandHandler<RecordEvent> {
  readonly #deciders: Deciders;

  constructor(deciders: Deciders) {
    this.#deciders = deciders;
  }

  async execute({ book, request }: RecordEvent): Promise<Answer | null> {
    const decider = await this.#deciders.of(book);
    return decider === null ? null : decider.submit(request);
  }
}
