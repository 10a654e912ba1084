/** Runs the conformance suite: what every fetcher has to fulfil, wherever it fetches from. @module */

import { FAULTS } from './conformance/faults.ts'
import type { FetcherHarness } from './conformance/harness.ts'
import { MOMENT_CASES } from './conformance/moments.ts'
import { trial } from './conformance/trial.ts'
import { VERSIONS } from './conformance/versions.ts'

export type { FetcherHarness, Traffic } from './conformance/harness.ts'

/** A runner's `test`, as node:test, Vitest and Jest have it. */
export type TestFunction = (title: string, run: () => Promise<void>) => unknown

/**
 * Tests a fetcher against the contract, case by case, in your own runner. The cases must run one after the other: each
 * counts what the process holds open before and after.
 *
 * @example
 * ```ts
 * import { test } from 'node:test'
 *
 * testFetcher({ make: () => myFetcher(server.url), publish: (bytes) => server.put(bytes) }, test)
 * ```
 */
export function testFetcher(harness: FetcherHarness, test: TestFunction): void {
  for (const { title, needs, run } of [...VERSIONS, ...MOMENT_CASES, ...FAULTS]) {
    if (needs === undefined || harness[needs] !== undefined) test(title, () => trial(harness, run))
  }
}
