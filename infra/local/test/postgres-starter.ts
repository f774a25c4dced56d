import { startPostgres } from '../src/postgres.ts';

// A process of its own that starts a server, so that a test can kill it.
const { pid, url } = await startPostgres({ dataDirectory: process.argv[2] ?? '' });
process.send?.({ pid, url });
