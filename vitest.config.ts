import { defineConfig } from 'vitest/config'
import { compiledWorkers } from './test/support/compiled-workers.ts'

export default defineConfig({
  plugins: [compiledWorkers()],
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: 'test/support/generators.ts',
    globalSetup: 'test/support/compiled-workers.ts',
    typecheck: { enabled: true, checker: 'tsc', include: ['test/**/*.test-d.ts'] },
    // One process for each file: a fault that leaks out of a test can't hide in another file.
    pool: 'forks',
    testTimeout: 10_000,
    coverage: { include: ['src/**', 'machines/**'] },
  },
})
