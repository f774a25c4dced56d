import { readFileSync } from 'node:fs';
import path from 'node:path';

/** The page behind every problem's `type`: docs/problems.md as HTML, each `## slug` an anchor. Read anew each time. */
export function problemsPage(docs: string): string {
  const blocks = readFileSync(path.join(docs, 'problems.md'), 'utf8')
    .trim()
    .split(/\n{2,}/);
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>Problems · Offtake</title>
<style>
body { font: 16px/1.6 system-ui, sans-serif; max-width: 44rem; margin: 3rem auto; padding: 0 1rem }
h2 { margin-top: 2.5rem; scroll-margin-top: 1rem } :target { text-decoration: underline }
code { font-size: 0.9em }
</style>
${blocks.map(asHtml).join('\n')}
</html>
`;
}

/** The part of Markdown that the page uses: headings, paragraphs, flat lists, `code`. */
function asHtml(block: string): string {
  const heading = /^(#{1,2}) (.+)$/.exec(block);
  if (heading?.[1] === '#') return `<h1>${inline(heading[2] ?? '')}</h1>`;
  if (heading) return `<h2 id="${heading[2]}">${inline(heading[2] ?? '')}</h2>`;
  if (block.startsWith('- ')) {
    return `<ul>${block
      .split(/\n- /)
      .map((item) => `<li>${inline(item.replace(/^- /, ''))}</li>`)
      .join('')}</ul>`;
  }
  return `<p>${inline(block)}</p>`;
}

function inline(text: string): string {
  const safe = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return safe.replaceAll(/`([^`]+)`/g, '<code>$1</code>');
}
