import { findChromium } from '@offtake/local/chromium';
import { type Browser, chromium, type Page } from 'playwright-core';
import { inject } from 'vitest';

export async function openBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error('No Chromium was found; OFFTAKE_CHROMIUM may name one.');
  // As root Chromium's sandbox does not work, and these pages are our own.
  return chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
}

export interface Screen {
  readonly width: number;
  readonly height: number;
}

export const desktop: Screen = { width: 1440, height: 900 };

/** A page that is signed in. */
export async function signedInPage(browser: Browser, viewport: Screen = desktop): Promise<Page> {
  const context = await browser.newContext({ viewport, locale: 'en-GB', reducedMotion: 'reduce' });
  await context.addCookies([{ ...inject('session'), domain: new URL(inject('origin')).hostname, path: '/api' }]);
  return context.newPage();
}
