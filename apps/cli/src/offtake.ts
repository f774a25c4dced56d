import { Failure, Misused } from './failure.ts';
import { isVerb, type Options, readOptions, type Verb } from './options.ts';
import { exportBook, importEvents, restoreBook } from './transfer.ts';
import { verify } from './verify.ts';

const USAGE = `npm run offtake -- <verb> [options]

verify    follows the hashes of a book, or of all, and names the first position that does not fit
          --book <book>  --against <checkpoint.json>  --save <checkpoint.json>  --public-key <file.pem>
          (both as often as there are any; without a key, those that the installation says are its own)
          --file <export.ndjson>   verifies an exported file, and asks nobody
export    --book <book> [--out <file>]        the book with its hashes, verified while it is written
restore   --file <file>                       puts it into an installation that has no events of it
import    --book <book> --file <file> [--dry-run] [--on-error stop|skip]

--url <address>    of the installation; else OFFTAKE_URL, else the one that runs on OFFTAKE_HOME
--key-file <file>  whose key is sent; else the operator's, in OFFTAKE_HOME
--json             prints JSON, one line

Ends with 0: done, all fits · 1: something does not fit, or was refused · 2: the command was not understood ·
3: it could not be found out
`;

const VERBS: Readonly<Record<Verb, (options: Options, say: (line: string) => void) => Promise<boolean>>> = {
  verify,
  export: exportBook,
  restore: restoreBook,
  import: importEvents,
};

process.exitCode = await run(process.argv.slice(2));

async function run([verb, ...words]: readonly string[]): Promise<number> {
  try {
    if (verb === '--help') return help();
    if (!isVerb(verb)) throw new Misused(verb === undefined ? 'Say what to do.' : `"${verb}" is not known here.`);
    const options = readOptions(verb, words);
    if (options.help === true) return help();
    return (await VERBS[verb](options, (line) => void process.stdout.write(`${line}\n`))) ? 0 : 1;
  } catch (error) {
    const { message } = error as Error;
    process.stderr.write(error instanceof Misused ? `${message}\n\n${USAGE}` : `${message}\n`);
    if (error instanceof Misused) return 2;
    // What the API refuses is an answer.
    return error instanceof Failure && [409, 422].includes(error.status ?? 0) ? 1 : 3;
  }
}

function help(): number {
  process.stdout.write(USAGE);
  return 0;
}
