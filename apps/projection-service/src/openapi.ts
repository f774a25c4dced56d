import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { HealthModule } from '@offtake/http-edge/health';
import { AppModule } from './app.module.ts';
import { COLUMNS } from './queries/columns.ts';

/**
 * Prints the OpenAPI document of the whole API, given that of the command service on stdin:
 * `node apps/command-service/dist/openapi.js | node apps/projection-service/dist/openapi.js`.
 * Nothing is started for it.
 */
const settings = {
  databaseUrl: '',
  open: false,
  commandUrl: null,
  internalToken: '',
  log: { kind: 'postgres' },
} as const;
@Module({ imports: [HealthModule, AppModule.from(settings)] })
class Service {}

const app = await NestFactory.create(Service, new FastifyAdapter(), { preview: true, logger: ['error'] });
const about = new DocumentBuilder()
  .setOpenAPIVersion('3.1.0')
  .setTitle('Offtake')
  .setDescription('An event-sourced ledger of AI-compute deals. Amounts are decimal strings, positions are integers.')
  .setVersion('1')
  .addBearerAuth()
  .addCookieAuth('offtake_session');
const reading = SwaggerModule.createDocument(app, about.build());
const recording = JSON.parse(readFileSync(0, 'utf8')) as OpenAPIObject;

const PROBLEM = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'instance', 'requestId'],
  properties: {
    type: { type: 'string', format: 'uri-reference' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    instance: { type: 'string', format: 'uri-reference' },
    requestId: { type: 'string' },
    violations: {
      type: 'array',
      items: {
        type: 'object',
        required: ['rule', 'path', 'message'],
        properties: {
          rule: { type: 'string' },
          path: { type: 'string', description: 'JSON Pointer' },
          message: { type: 'string' },
          line: { type: 'integer', description: 'Of the file that was sent.' },
          event: { type: 'string', description: 'The recorded event that would not be valid any more.' },
        },
      },
    },
  },
};
const REFUSAL = {
  description: 'A problem (RFC 9457)',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

const paths: Record<string, object> = {};
for (const [path, methods] of [...Object.entries(reading.paths), ...Object.entries(recording.paths)]) {
  const known = Object.entries(methods).map(([method, operation]) => {
    return [
      method,
      withRefusals(method === 'post' && !path.endsWith('/stress') ? operation : asTable(path, operation)),
    ];
  });
  paths[path] = { ...paths[path], ...Object.fromEntries(known) };
}
const schemas = { ...reading.components?.schemas, ...recording.components?.schemas, Problem: PROBLEM };
const document = {
  ...reading,
  paths: Object.fromEntries(Object.entries(paths).sort(([a], [b]) => (a < b ? -1 : 1))),
  components: { ...reading.components, schemas },
  security: [{ bearer: [] }, { cookie: [] }],
};
process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);

interface Operation {
  readonly responses?: Readonly<Record<string, { readonly description?: string; readonly content?: object }>>;
}

/** A table also comes as CSV, and as a line for each row. */
function asTable(path: string, operation: Operation): Operation {
  const route = path.replace(/^\/api\/books/, '').replaceAll(/\{(\w+)\}/g, ':$1');
  const { 200: answer, ...others } = operation.responses ?? {};
  if (!Object.hasOwn(COLUMNS, route) || !answer) return operation;
  const text = { schema: { type: 'string' } };
  const content = { ...answer.content, 'text/csv': text, 'application/x-ndjson': text };
  return { ...operation, responses: { 200: { ...answer, content }, ...others } };
}

function withRefusals(operation: Operation): object {
  const answers = Object.entries(operation.responses ?? {}).map(([status, answer]) => {
    return [status, { ...answer, description: answer.description || 'Done' }];
  });
  return { ...operation, responses: { ...Object.fromEntries(answers), default: REFUSAL } };
}
