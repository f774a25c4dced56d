/** The API as one page that needs nothing else: every route, what it takes and answers, and the shapes named there. */

export interface OpenApi {
  readonly info: { readonly title: string; readonly description?: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas?: Readonly<Record<string, object>> };
}
interface Operation {
  readonly summary?: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses?: Readonly<Record<string, { readonly description?: string; readonly content?: Content }>>;
}
type Content = Readonly<Record<string, { readonly schema: object }>>;
interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema: { readonly enum?: readonly string[]; readonly default?: unknown; readonly type?: string };
}

export function docsPage({ info, paths, components }: OpenApi): string {
  const routes = Object.entries(paths).flatMap(([path, methods]) => {
    return Object.entries(methods).map(([method, operation]) => routeOf(method, path, operation));
  });
  const shapes = Object.entries(components.schemas ?? {}).map(([name, schema]) => {
    return `<details id="${escape(name)}"><summary>${escape(name)}</summary>${shown(schema)}</details>`;
  });
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escape(info.title)} API</title><style>${STYLE}</style>
<main><h1>${escape(info.title)} API</h1><p>${escape(info.description ?? '')}</p>
<p><a href="/api/openapi.json">OpenAPI 3.1</a> · <a href="/api/asyncapi.json">AsyncAPI 3</a></p>
<h2>Routes</h2>${routes.join('\n')}<h2>Shapes</h2>${shapes.join('\n')}</main></html>`;
}

function routeOf(method: string, path: string, operation: Operation): string {
  const { summary, parameters = [], requestBody, responses = {} } = operation;
  const rows = parameters.map(({ name, in: where, required, schema }) => {
    const values = schema.enum?.join(', ') ?? schema.type ?? '';
    const usual = schema.default === undefined ? '' : `, else ${String(schema.default)}`;
    const cells = [name, where + (required ? ', required' : ''), values + usual];
    return `<tr>${cells.map((cell) => `<td>${escape(cell)}</td>`).join('')}</tr>`;
  });
  const answers = Object.entries(responses).map(([status, { description = '', content }]) => {
    return `<p>${escape(status)}: ${escape(description)}</p>${bodies(content)}`;
  });
  const title = `<code><b>${method.toUpperCase()}</b> ${escape(path)}</code> ${escape(summary ?? '')}`;
  return `<details><summary>${title}</summary><table>${rows.join('')}</table>${bodies(requestBody?.content)}${answers.join('')}</details>`;
}

function bodies(content: Content = {}): string {
  return Object.entries(content)
    .map(([type, { schema }]) => `<p>${escape(type)}</p>${shown(schema)}`)
    .join('');
}

function shown(schema: object): string {
  const json = escape(JSON.stringify(schema, null, 2));
  return `<pre>${json.replaceAll(/#\/components\/schemas\/(\w+)/g, '<a href="#$1">$1</a>')}</pre>`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
main { max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
details { border-top: 1px solid color-mix(in srgb, currentColor 20%, transparent); padding: .5rem 0 }
summary { cursor: pointer; overflow-wrap: anywhere }
td { padding: .1rem 1rem .1rem 0; vertical-align: top; overflow-wrap: anywhere }
pre { overflow-x: auto; font-size: .8125rem }`;
