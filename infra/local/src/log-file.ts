import { createWriteStream, existsSync, renameSync, statSync, type WriteStream } from 'node:fs';

/** Two files of at most so much each are kept of every part: the present one and the one before (`.1`). */
const MAX_BYTES = 10 * 1024 * 1024;

export interface LogFile {
  readonly file: string;
  write(chunk: string | Buffer): void;
}

export function openLogFile(file: string): LogFile {
  let size = existsSync(file) ? statSync(file).size : 0;
  let stream: WriteStream = append(file);
  return {
    file,
    write(chunk) {
      if (size > MAX_BYTES) {
        stream.end();
        renameSync(file, `${file}.1`);
        stream = append(file);
        size = 0;
      }
      size += Buffer.byteLength(chunk);
      stream.write(chunk);
    },
  };
}

function append(file: string): WriteStream {
  const stream = createWriteStream(file, { flags: 'a' });
  // A full disk must not end the starter; the services say themselves what they cannot do.
  stream.on('error', () => {});
  return stream;
}
