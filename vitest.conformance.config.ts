import { defineConfig } from 'vitest/config';

/** The wider suite: independent validators judge what the program makes. Run through scripts/conformance.mjs, which installs them. */
export default defineConfig({
  test: {
    include: ['test/conformance/**/*.conformance.ts'],
    globalSetup: ['test/setup/build.ts'],
    testTimeout: 300_000,
    hookTimeout: 600_000,
  },
});
