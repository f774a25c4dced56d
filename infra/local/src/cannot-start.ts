/** The start cannot go on; the message is one sentence that says why and what to do. */
export class CannotStart extends Error {
  override readonly name = 'CannotStart';
}
