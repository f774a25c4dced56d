import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  test: {
    include: ['test/**/*.test.ts'],
    // A bound for what hangs; how fast things are is measured elsewhere.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Vitest's own second is too short on a busy machine.
    expect: { poll: { timeout: 20_000 } },
    // Each of the Kafka files runs a broker of its own.
    fileParallelism: false,
    reporters: ['default', ['json', { outputFile: 'test-results.json' }]],
  },
});
