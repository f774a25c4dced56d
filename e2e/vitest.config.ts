import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What is read first, what is killed last: by folder, in this order. */
const folders = ['api', 'browser', 'faults', 'start'];

class ByFolder extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) =>
      folders.findIndex((folder) => moduleId.includes(`/e2e/${folder}/`));
    return files.sort((a, b) => rank(a) - rank(b) || a.moduleId.localeCompare(b.moduleId));
  }
}

export default defineConfig({
  test: {
    include: folders.map((folder) => `${folder}/**/*.e2e.test.ts`),
    globalSetup: ['system.setup.ts'],
    // All of them look at one running system.
    fileParallelism: false,
    sequence: { sequencer: ByFolder },
    testTimeout: 120_000,
    hookTimeout: 240_000,
    reporters: ['default', ['json', { outputFile: 'test-results.json' }]],
  },
});
