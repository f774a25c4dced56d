import { describe, expect, it } from 'vitest';
import { type Part, supervise } from '../src/supervised.ts';

/** A part whose end the test decides. */
function mortal(pid: number): Part & { die(): void; stopped: boolean } {
  let listener: (how: string) => void = () => {};
  const part = {
    pid,
    stopped: false,
    onExit: (listen: (how: string) => void) => void (listener = listen),
    die: () => listener('SIGKILL'),
    stop: async () => void (part.stopped = true),
  };
  return part;
}

const until = async (holds: () => boolean) => {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 10));
};

describe('a part that dies', () => {
  it('is started again, and both are said', async () => {
    const lives = [mortal(1), mortal(2)];
    const said: string[] = [];
    let next = 0;
    const start = async () => lives[next++] as Part;
    const supervised = await supervise(
      'broker',
      start,
      (line) => said.push(line),
      () => {},
    );
    lives[0]?.die();
    expect(supervised.pid()).toBeNull();
    await until(() => said.length === 2);
    expect(supervised.pid()).toBe(2);
    expect(said).toEqual(['The broker ended (SIGKILL); starting it again in 250 ms.', 'The broker is back.']);
    await supervised.stop();
    expect(lives[1]?.stopped).toBe(true);
  });

  it('is waited for longer each time that it does not start', async () => {
    const first = mortal(1);
    const said: string[] = [];
    let tries = 0;
    const start = async () => {
      tries += 1;
      if (tries === 2) throw new Error('port taken');
      return tries === 1 ? first : mortal(tries);
    };
    const supervised = await supervise(
      'broker',
      start,
      (line) => said.push(line),
      () => {},
    );
    first.die();
    await until(() => said.length === 3);
    expect(said[1]).toBe('The broker ended (port taken); starting it again in 500 ms.');
    await supervised.stop();
  });

  it('stays dead once it was stopped, also in the middle of a wait', async () => {
    const first = mortal(1);
    let starts = 0;
    const start = async () => {
      starts += 1;
      return first;
    };
    const supervised = await supervise(
      'broker',
      start,
      () => {},
      () => {},
    );
    first.die();
    await supervised.stop();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(starts).toBe(1);
  });
});

describe('a part whose first start fails', () => {
  it('is not supervised', async () => {
    const start = () => Promise.reject(new Error('no Java'));
    await expect(
      supervise(
        'broker',
        start,
        () => {},
        () => {},
      ),
    ).rejects.toThrow('no Java');
  });
});
