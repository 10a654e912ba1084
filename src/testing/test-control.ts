/** Runs the conformance suite of engines: what a fleet relies on, wherever its documents lie. @module */

import { checkFields, checkFunction } from '../base/checks.ts'
import { unexpected } from '../base/unexpected.ts'
import { ENTRY_CASES } from './conformance/control/entries.ts'
import type { ControlHarness, ControlHook } from './conformance/control/harness.ts'
import { HINT_CASES } from './conformance/control/hints.ts'
import { OUTAGE_CASES } from './conformance/control/outages.ts'
import { SWAP_CASES } from './conformance/control/swaps.ts'
import { controlTrial } from './conformance/control/trial.ts'
import type { TestFunction } from './test-fetcher.ts'

export type { ControlHarness } from './conformance/control/harness.ts'

/**
 * Tests an engine of a fleet against the contract, case by case, in your own runner. The cases must run one after the
 * other: some stop the engine, and each counts what the process holds open before and after.
 *
 * @throws TypeError if a hook, or `test`, is no function
 *
 * @example
 * ```ts
 * import { test } from 'node:test'
 *
 * testControl({ connect: () => etcd({ hosts: server.url }), stop: () => server.kill(), start: () => server.start() }, test)
 * ```
 */
export function testControl(harness: ControlHarness, test: TestFunction): void {
  checkFields('testControl', 'harness', harness, 'an object with `connect`')
  if (typeof harness.connect !== 'function')
    throw unexpected('testControl', 'harness.connect', 'a function', harness.connect)
  for (const hook of ['stop', 'start', 'hang', 'expire'] as const)
    checkFunction('testControl', `harness.${hook}`, harness[hook])
  if (typeof test !== 'function') throw unexpected('testControl', 'test', 'the `test` of a runner', test)
  for (const { title, needs, run } of [...ENTRY_CASES, ...SWAP_CASES, ...HINT_CASES, ...OUTAGE_CASES])
    if (has(harness, needs)) test(title, () => controlTrial(harness, run))
}

/** What was stopped has to be started again. */
const has = (harness: ControlHarness, hook: ControlHook | undefined): boolean =>
  hook === undefined || (harness[hook] !== undefined && (hook === 'expire' || harness.start !== undefined))
