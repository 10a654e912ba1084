import { configDefaults, defineConfig } from 'vitest/config'
import { compiledWorkers } from './test/support/compiled-workers.ts'

/** What meets things of another realm: here the globals are not those of Node's own modules, as under Jest. */
const ELSEWHERE = [
  'test/base/errors.test.ts',
  'test/handles/remote-term.test.ts',
  'test/decode/{bytes,decompress,json,table}.test.ts',
  'test/decode/in-worker/table.test.ts',
  'test/decode/json/slices.test.ts',
  'test/decode/table/build/columns/encoding.test.ts',
  'test/decode/table/read/**/*.test.ts',
  'test/faults/{callbacks-fail,listeners}.test.ts',
  'test/fetch/{file,fixed,http,receive,two-step}.test.ts',
  'test/fetch/http/{options,refusals}.test.ts',
  'test/fetch/s3/{probe,refusals}.test.ts',
  'test/fetch/transfer/network-errors.test.ts',
  'test/gate/{,guards/,signature/}*.test.ts',
  'test/observe/{error-type,inspector,log}.test.ts',
  'test/portable/steps/take-apart.test.ts',
  'test/share/{facts,sharing,values}.test.ts',
  'test/store/keepsake/{disk-faults,folders,passed-over}.test.ts',
]

export default defineConfig({
  plugins: [compiledWorkers()],
  test: {
    setupFiles: ['test/support/generators.ts'],
    globalSetup: 'test/support/compiled-workers.ts',
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // What has not come about on a busy machine after a second may still come.
    expect: { poll: { timeout: 10_000 } },
    coverage: { include: ['src/**', 'machines/**'] },
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          include: ['test/**/*.test.ts'],
          // They have a run of their own: `npm run test:browser`.
          exclude: [...configDefaults.exclude, 'test/browser/**'],
          typecheck: { enabled: true, checker: 'tsc', include: ['test/**/*.test-d.ts'] },
          // One process for each file: a fault that leaks out of a test can't hide in another file.
          pool: 'forks',
        },
      },
      {
        extends: true,
        test: {
          name: 'another realm',
          include: ELSEWHERE,
          pool: 'vmThreads',
          setupFiles: ['test/support/disposal.ts'],
        },
      },
    ],
  },
})
