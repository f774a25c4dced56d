import { lazyRouteComponent } from '@tanstack/react-router';

/** The code of a screen did not come. */
export class ScreenNotFetched extends Error {
  constructor(cause: unknown) {
    super('The code of this screen was not fetched.', { cause });
    this.name = 'ScreenNotFetched';
  }
}

/**
 * A screen whose code comes when it is asked for. The router reloads the page where it sees that a module is missing;
 * while nothing answers that would take away also what is on screen, so it sees this instead.
 */
export const lazyScreen: typeof lazyRouteComponent = (fetchCode, name) =>
  lazyRouteComponent(async () => {
    try {
      return await fetchCode();
    } catch (failure) {
      throw new ScreenNotFetched(failure);
    }
  }, name);
