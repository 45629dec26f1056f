import { defineConfig } from 'vitest/config';

/** The wider suite: independent validators judge what the program makes. Run through scripts/conformance.mjs, which installs them. */
export default defineConfig({
  test: {
    include: ['test/conformance/**/*.conformance.ts'],
    globalSetup: ['test/setup/build.ts'],
    // Each file starts programs of its own, which take all cores; and the files write to one page.
    fileParallelism: false,
    testTimeout: 900_000,
    hookTimeout: 1_200_000,
  },
});
