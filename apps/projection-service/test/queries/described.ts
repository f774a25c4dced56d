import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

/** What the API's own document says of an answer, and whether an answer is as it says. */

interface Answered {
  readonly content?: Readonly<Record<string, { readonly schema: object }>>;
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { responses: Readonly<Record<string, Answered>> }>>>>;
}

const file = new URL('../../openapi.json', import.meta.url);
export const document = JSON.parse(readFileSync(file, 'utf8')) as Document;

const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
ajv.addSchema({ ...document, $id: 'api' });
const routes = Object.keys(document.paths).map((route) => {
  return { route, pattern: new RegExp(`^${route.replaceAll(/\{\w+\}/g, '[^/]+')}$`) };
});
const validators = new Map<string, ValidateFunction>();

/**
 * @param path with or without a query
 * @throws where the document does not know the answer, or says something else of it
 */
export function checkDescribed(method: 'get' | 'post', path: string, status: number, body: unknown): void {
  const bare = path.split('?', 1)[0] ?? '';
  // A route with fewer parameters is meant before one with more.
  const fitting = routes.filter(({ pattern }) => pattern.test(bare)).sort((a, b) => braces(a.route) - braces(b.route));
  const [{ route } = { route: bare }] = fitting;
  const validate = validators.get(`${method} ${route} ${status}`) ?? compile(method, route, status);
  validators.set(`${method} ${route} ${status}`, validate);
  if (validate(body)) return;
  const errors = (validate.errors ?? []).map(({ instancePath, message, params }) => {
    return `${instancePath} ${message} ${JSON.stringify(params)}`;
  });
  throw new Error(`${method} ${path} is not answered as it is described:\n${errors.join('\n')}`);
}

function compile(method: 'get' | 'post', route: string, status: number): ValidateFunction {
  const escape = (key: string) => encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'));
  const steps = ['paths', route, method, 'responses', String(status), 'content', 'application/json', 'schema'];
  const found = document.paths[route]?.[method]?.responses[status]?.content?.['application/json'];
  if (!found) throw new Error(`what ${method} ${route} answers with ${status} is not described`);
  return ajv.compile({ $ref: `api#/${steps.map(escape).join('/')}` });
}

function braces(route: string): number {
  return route.split('{').length;
}
