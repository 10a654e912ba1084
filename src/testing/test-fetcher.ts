/** Runs the conformance suite: what every fetcher has to fulfil, wherever it fetches from. @module */

import { checkFields, checkFunction } from '../base/checks.ts'
import { unexpected } from '../base/unexpected.ts'
import { FAULTS } from './conformance/faults.ts'
import type { FetcherHarness, Hook } from './conformance/harness.ts'
import { MOMENT_CASES } from './conformance/moments.ts'
import { PROOFS } from './conformance/proofs.ts'
import { trial } from './conformance/trial.ts'
import { VERSIONS } from './conformance/versions.ts'

export type { FetcherHarness, Traffic } from './conformance/harness.ts'

/** A runner's `test`, as node:test, Vitest and Jest have it. */
export type TestFunction = (title: string, run: () => Promise<void>) => unknown

/**
 * Tests a fetcher against the contract, case by case, in your own runner. The cases must run one after the other: each
 * counts what the process holds open before and after.
 *
 * @throws TypeError if a hook, or `test`, is no function
 *
 * @example
 * ```ts
 * import { test } from 'node:test'
 *
 * testFetcher({ make: () => myFetcher(server.url), publish: (bytes) => server.put(bytes) }, test)
 * ```
 */
export function testFetcher(harness: FetcherHarness, test: TestFunction): void {
  checkHarness(harness)
  if (typeof test !== 'function') throw unexpected('testFetcher', 'test', 'the `test` of a runner', test)
  for (const { title, needs, run } of [...VERSIONS, ...PROOFS, ...MOMENT_CASES, ...FAULTS]) {
    if (needs === undefined || harness[needs] !== undefined) test(title, () => trial(harness, run))
  }
}

const HOOKS = ['remove', 'hang', 'stall', 'truncate', 'reset', 'overrun', 'sign'] satisfies Hook[]

/** Other fields may be there: a harness may be an object of the user's own. */
function checkHarness(harness: FetcherHarness): void {
  checkFields('testFetcher', 'harness', harness, 'an object with `make` and `publish`')
  for (const hook of ['make', 'publish'] as const)
    if (typeof harness[hook] !== 'function')
      throw unexpected('testFetcher', `harness.${hook}`, 'a function', harness[hook])
  for (const hook of [...HOOKS, 'traffic'] as const)
    checkFunction('testFetcher', `harness.${hook}`, harness[hook])
}
