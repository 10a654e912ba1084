/** `npm run test:browser`: the dashboard in a real browser, beside real services. @module */

import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/browser/**/*.test.ts'],
    globalSetup: 'test/browser/support/announce.ts',
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 15_000 } },
    pool: 'forks',
    // A browser is at work beside each file.
    fileParallelism: false,
  },
})
