import { readFileSync } from 'node:fs';
import path from 'node:path';
import { BadRequestException, NotFoundException } from '@nestjs/common';
import { describe, expect, it } from 'vitest';
import { PROBLEMS, problem, problemOfStatus } from '../src/problem.ts';
import { toProblem } from '../src/problem-filter.ts';

describe('a type of problem', () => {
  const page = readFileSync(path.join(import.meta.dirname, '../../../docs/problems.md'), 'utf8');

  it.each(Object.entries(PROBLEMS))('%s has its section in the docs, with its status', (slug, { status }) => {
    expect(page).toContain(`\n## ${slug}\n\n${status}. `);
  });
});

describe('a problem', () => {
  it('takes its status and title from its type', () => {
    const body = problem(409, 'key-reused', 'Again.').toBody('/api/books/b/events', 'r1');
    expect(body).toEqual({
      type: '/docs/problems#key-reused',
      title: 'The idempotency key was used for another request',
      status: 409,
      detail: 'Again.',
      instance: '/api/books/b/events',
      requestId: 'r1',
    });
  });

  it('says when to come back where that helps, and keeps what the thrower said', () => {
    expect(problem(429, 'too-many-requests', '').extras.headers).toEqual({ 'retry-after': '1' });
    const headers = { 'retry-after': '7' };
    expect(problem(503, 'unavailable', '', { headers }).extras.headers).toEqual(headers);
    expect(problem(404, 'not-found', '').extras.headers).toBeUndefined();
  });

  it.each([
    [400, 'malformed'],
    [405, 'not-found'],
    [413, 'too-large'],
    [414, 'malformed'],
    [415, 'unsupported-media-type'],
    [500, 'internal'],
    [502, 'internal'],
    [503, 'unavailable'],
  ])('of a status alone, %i, is %s', (status, slug) => {
    expect(problemOfStatus(status, '').slug).toBe(slug);
  });
});

describe('an error', () => {
  it('of the framework keeps its status and its words', () => {
    expect(toProblem(new NotFoundException('Cannot GET /x'))).toMatchObject({ status: 404, message: 'Cannot GET /x' });
    expect(toProblem(new BadRequestException('no'))).toMatchObject({ status: 400, slug: 'malformed' });
  });

  it.each([
    Object.assign(new Error('connect ECONNREFUSED 10.0.0.7:5432'), { code: 'ECONNREFUSED' }),
    Object.assign(new Error('terminating connection due to administrator command'), { code: '57P01' }),
    Object.assign(new Error('sorry, too many clients already'), { code: '53300' }),
    new Error('timeout exceeded when trying to connect'),
    new Error('Connection terminated unexpectedly'),
    new Error('Client has encountered a connection error and is not queryable'),
  ])('of a database that is away is 503, without its words: $message', (error) => {
    const found = toProblem(error);
    expect([found.status, found.slug]).toEqual([503, 'unavailable']);
    expect(found.message).not.toContain(error.message);
  });

  it('that something away has caused is 503 as well', () => {
    const cause = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    const found = toProblem(new Error('no connection to the database', { cause }));
    expect([found.status, found.slug]).toEqual([503, 'unavailable']);
  });

  it.each([
    Object.assign(new Error('duplicate key (secret)'), { code: '23505' }),
    Object.assign(new Error('a secret'), { statusCode: 404 }),
    new TypeError('x is not a secret function'),
    'a secret',
    undefined,
  ])('that is our own fault is 500, and its words are not told: %s', (error) => {
    const found = toProblem(error);
    expect(found.status).toBe(500);
    expect(found.message).not.toContain('secret');
  });
});
