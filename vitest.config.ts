import { defineConfig } from 'vitest/config';
import { times } from './test/setup/runs.js';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/setup/build.ts'],
    testTimeout: 30_000 * times,
    hookTimeout: 60_000,
  },
});
