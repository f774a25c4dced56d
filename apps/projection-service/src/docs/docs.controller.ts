import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Needs } from '@offtake/http-edge/access-guard';
import { asyncApi } from './asyncapi.ts';
import { docsPage, type OpenApi } from './docs-page.ts';

/** Beside the sources, also for what was built; written by openapi.ts. */
const OPENAPI = path.join(import.meta.dirname, '../../openapi.json');

const TEMPLATE = path.join(import.meta.dirname, '../../../../examples/template.csv');

/** What the API is, for people and for machines. Nobody has to sign in for it. */
/** The page has a style of its own, and nothing else: no script, no form, no frame. */
const CONTENT_SECURITY_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

@ApiExcludeController()
@Controller('api')
@Needs('nobody')
export class DocsController {
  readonly #openApi = JSON.parse(readFileSync(OPENAPI, 'utf8')) as OpenApi;
  readonly #template = readFileSync(TEMPLATE, 'utf8');
  readonly #asyncApi = asyncApi();
  readonly #page = docsPage(this.#openApi);

  @Get('openapi.json')
  openApi(): object {
    return this.#openApi;
  }

  @Get('asyncapi.json')
  asyncApi(): object {
    return this.#asyncApi;
  }

  @Get('docs')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', CONTENT_SECURITY_POLICY)
  docs(): string {
    return this.#page;
  }

  /** A table to start an import from. */
  @Get('import-template.csv')
  @Header('content-type', 'text/csv; charset=utf-8')
  @Header('content-disposition', 'attachment; filename="offtake-import.csv"')
  template(): string {
    return this.#template;
  }
}
