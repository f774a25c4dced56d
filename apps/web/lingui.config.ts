import { defineConfig } from '@lingui/cli';
import { formatter } from '@lingui/format-po';

export default defineConfig({
  sourceLocale: 'en',
  locales: ['en', 'es'],
  catalogs: [{ path: '<rootDir>/src/locales/{locale}', include: ['src'] }],
  // Without origins a message that moves to another file changes nothing in the catalogs.
  format: formatter({ origins: false, lineNumbers: false }),
});
