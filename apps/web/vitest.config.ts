import { fileURLToPath } from 'node:url';
import { lingui } from '@lingui/vite-plugin';
import { defineConfig } from 'vitest/config';

const packages = fileURLToPath(new URL('../../packages', import.meta.url));

export default defineConfig({
  plugins: [lingui({ macroTransform: true })],
  resolve: { alias: [{ find: /^@offtake\/(deals|exposure)\/(.+)$/, replacement: `${packages}/$1/src/$2.ts` }] },
  test: {
    include: ['test/**/*.test.ts'],
    // A bound for what hangs; how fast things are is measured elsewhere.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    reporters: ['default', ['json', { outputFile: 'test-results.json' }]],
  },
});
