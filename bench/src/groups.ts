import type { Group } from './figure.ts';
import { append } from './figures/append.ts';
import { broker } from './figures/broker.ts';
import { browser } from './figures/browser.ts';
import { fanOut } from './figures/fan-out.ts';
import { growth } from './figures/growth.ts';
import { http } from './figures/http.ts';
import { imports } from './figures/import.ts';
import { live } from './figures/live.ts';
import { oneWriter } from './figures/one-writer.ts';
import { rebuild } from './figures/rebuild.ts';
import { start } from './figures/start.ts';

/** In the order in which they are measured: what is read last is the largest. */
export const GROUPS: readonly Group[] = [
  append,
  oneWriter,
  broker,
  fanOut,
  live,
  http,
  imports,
  growth,
  rebuild,
  browser,
  start,
];
