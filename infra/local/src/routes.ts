/** The two services behind the one origin. */
export type Service = 'command' | 'projection';

interface Route {
  readonly method: string;
  readonly path: RegExp;
  readonly to: Service;
}

/** The first row that fits decides. Writing goes to the command service, reading and replaying to the projection service. */
const routes: readonly Route[] = [
  { method: 'POST', path: /^\/api\/books\/[^/]+\/stress$/, to: 'projection' },
  { method: 'POST', path: /^\/api\/books\/[^/]+\/resume$/, to: 'projection' },
  { method: 'POST', path: /^\/api\/projections(\/|$)/, to: 'projection' },
  { method: 'POST', path: /^\/api\//, to: 'command' },
  { method: 'PUT', path: /^\/api\//, to: 'command' },
  { method: 'DELETE', path: /^\/api\//, to: 'command' },
  { method: 'GET', path: /^\/api\//, to: 'projection' },
  { method: 'HEAD', path: /^\/api\//, to: 'projection' },
];

/** The service that answers, or null where no row fits. `path` is without its query. */
export function serviceFor(method: string, path: string): Service | null {
  return routes.find((route) => route.method === method && route.path.test(path))?.to ?? null;
}
