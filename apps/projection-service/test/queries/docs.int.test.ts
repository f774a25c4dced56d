import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { HealthModule } from '@offtake/http-edge/health';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppModule } from '../../src/app.module.ts';
import { ReadingSide } from './reading-side.ts';
import { WrittenLedger } from './written-ledger.ts';

interface Operation {
  readonly parameters?: object;
  readonly summary?: string;
  readonly responses: Readonly<Record<string, { readonly content?: object }>>;
}
interface Document {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

describe('the documents of the API', () => {
  let side: ReadingSide;
  beforeAll(async () => {
    side = await ReadingSide.start(new WrittenLedger('test'));
  });
  afterAll(async () => void (await side.stop()));
  const get = (path: string) => fetch(`${side.origin}/api/${path}`);

  it('name every route of this service as it is, and those that record', async () => {
    const settings = {
      databaseUrl: '',
      open: false,
      commandUrl: null,
      internalToken: '',
      log: { kind: 'postgres' },
    } as const;
    @Module({ imports: [HealthModule, AppModule.from(settings)] })
    class Service {}
    const app = await NestFactory.create(Service, new FastifyAdapter(), {
      preview: true,
      logger: false,
      abortOnError: false,
    });
    const about = new DocumentBuilder().setOpenAPIVersion('3.1.0').build();
    const present = JSON.parse(JSON.stringify(SwaggerModule.createDocument(app, about))) as Document;
    const { paths, components, openapi } = (await (await get('openapi.json')).json()) as Document;
    expect(openapi).toBe('3.1.0');
    for (const [path, methods] of Object.entries(present.paths)) {
      for (const [method, { parameters, summary, responses }] of Object.entries(methods)) {
        const contents = Object.entries(responses).map(([status, { content }]) => [status, content ? { content } : {}]);
        expect({ path, method, ...paths[path]?.[method] }).toMatchObject({
          path,
          method,
          parameters,
          responses: Object.fromEntries(contents),
          ...(summary ? { summary } : {}),
        });
      }
    }
    expect(components.schemas).toMatchObject(present.components.schemas);
    expect(paths['/api/books/{book}/events']?.['post']).toBeDefined();
  });

  it('have a page for people', async () => {
    const page = await get('docs');
    expect(page.headers.get('content-type')).toContain('text/html');
    const policy = page.headers.get('content-security-policy')?.split('; ');
    expect(policy).toEqual(expect.arrayContaining(["default-src 'none'", "frame-ancestors 'none'"]));
    const text = await page.text();
    expect(text).toContain('/api/books/{book}/exposures/explain');
    // What it answers leads to its shape.
    expect(text).toContain('href="#Explanation"');
    expect(text).toContain('<details id="Explanation">');
  });

  it('have a table to start an import from', async () => {
    const template = await get('import-template.csv');
    expect(template.headers.get('content-disposition')).toContain('attachment');
    expect(await template.text()).toMatch(/^type,deal,party,announcedOn,/);
  });

  it('describe each type of event on the topic, with references that lead somewhere', async () => {
    const text = await (await get('asyncapi.json')).text();
    const document = JSON.parse(text) as object;
    for (const [, pointer = ''] of text.matchAll(/"\$ref":"#\/([^"]+)"/g)) {
      const target = pointer.split('/').reduce<unknown>((at, key) => (at as Record<string, unknown>)?.[key], document);
      expect({ pointer, target }).toEqual({ pointer, target: expect.any(Object) });
    }
    expect(text).toContain('"DealAnnounced"');
  });
});
