import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

// The part of the project's style that can be counted, as a check: it prints what breaks a rule, and fails.

const maxLines = 300;
const maxMedianLines = 120;
const namesThatSayNothing = /(^|\/)(utils?|common|helpers?|shared|misc|lib)(\/|\.[a-z]+$)/;
const source = /\.(ts|tsx|mjs|sql)$/;
const generated = /(\.gen\.|\.d\.ts$|(^|\/)(generated|locales)\/|schema\.sql$)/;

const root = path.resolve(import.meta.dirname, '../../..');
// Also what is not committed yet; not what git ignores.
const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
});
const files = listed.split('\n').filter((file) => file !== '' && existsSync(path.join(root, file)));
const sources = files
  .filter((file) => source.test(file) && !generated.test(file))
  .map((file) => ({ file, text: readFileSync(path.join(root, file), 'utf8') }))
  .map(({ file, text }) => ({ file, text, lines: text.split('\n').length - 1 }));

const median = sources.map(({ lines }) => lines).sort((a, b) => a - b)[Math.floor(sources.length / 2)] ?? 0;
const linked = readFileSync(path.join(root, 'README.md'), 'utf8').matchAll(/\]\(([^):]+)\)/g);
const findings = [
  ...[...linked].flatMap(([, file = '']) =>
    existsSync(path.join(root, file)) ? [] : [`README.md leads to ${file}, which is not there`],
  ),
  ...files.filter((file) => namesThatSayNothing.test(file)).map((file) => `${file}: named for nothing`),
  ...sources.filter(({ lines }) => lines > maxLines).map(({ file, lines }) => `${file}: ${lines} lines`),
  ...sources.filter(({ text }) => isBarrel(text)).map(({ file }) => `${file}: only passes on what others export`),
  ...(median > maxMedianLines ? [`the median file has ${median} lines`] : []),
];

process.stdout.write(`${sources.length} files, median ${median} lines\n`);
for (const finding of findings) process.stdout.write(`${finding}\n`);
process.exitCode = findings.length === 0 && sources.length > 0 ? 0 : 1;

function isBarrel(text: string): boolean {
  const statements = text
    .replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')
    .split(';')
    .map((line) => line.trim());
  const said = statements.filter((statement) => statement !== '');
  return said.length > 0 && said.every((statement) => /^export\s[^=(]*\sfrom\s/.test(statement));
}
