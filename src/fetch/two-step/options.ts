/** What a user gives to `twoStep`: its steps, checked at the door. @module */

import { checkFields } from '../../base/checks.ts'
import { unexpected } from '../../base/unexpected.ts'
import type { FetchContext } from '../fetcher.ts'

type Awaitable<T> = T | Promise<T>

interface TwoStepBase {
  /** The name, which people see in events and in the status. It never holds a secret. */
  readonly name: string
  /** Runs once per incarnation, before anything else. */
  init?(context: FetchContext): Awaitable<void>
  /** Brings the proof of what is current, such as its signature, where `context.proof` wants one; `undefined`: there is none. */
  proof?(context: FetchContext): Awaitable<Uint8Array | undefined>
  /** Runs when the incarnation ends. */
  close?(): Awaitable<void>
}

/** Two calls: one that is cheap, and one for the data. */
export interface AskThenDownload extends TwoStepBase {
  /** Asks for the name of what is current; other names are other data. */
  currentVersion(context: FetchContext): Awaitable<string>
  /** Gets what is current. */
  download(context: FetchContext): Awaitable<Uint8Array>
  readonly downloadIfChanged?: undefined
}

/** One call that does both. */
export interface DownloadIfChanged extends TwoStepBase {
  /** Asks and gets in one call: `undefined` if `version` is still current. `version` is `undefined` while nothing is published. */
  downloadIfChanged(version: string | undefined, context: FetchContext): Awaitable<VersionedBytes | undefined>
  currentVersion?(context: FetchContext): Awaitable<string>
  download?(context: FetchContext): Awaitable<Uint8Array>
}

export interface VersionedBytes {
  readonly version: string
  readonly bytes: Uint8Array
}

export type TwoStepOptions = AskThenDownload | DownloadIfChanged

/**
 * The steps as they are now; they may be the methods of a client.
 *
 * @throws TypeError that names the option and the value seen
 */
export function resolveSteps(given: TwoStepOptions): TwoStepOptions {
  checkOptions(given)
  const steps = ['init', 'close', 'proof', 'currentVersion', 'download', 'downloadIfChanged'] as const
  const bound = steps.map((step) => [step, given[step]?.bind(given)] as const)
  return { name: given.name, ...Object.fromEntries(bound) } as TwoStepOptions
}

function checkOptions(options: TwoStepOptions): void {
  const hint = 'as `twoStep({ name, currentVersion, download })`'
  checkFields('twoStep', 'options', options, 'an object', hint)
  const { name } = options
  if (typeof name !== 'string' || name === '')
    throw unexpected('twoStep', 'name', 'a string with content', name)
  const required =
    options.downloadIfChanged === undefined ? ['currentVersion', 'download'] : ['downloadIfChanged']
  for (const step of required) checkFunction(options, step)
  for (const hook of ['init', 'close', 'proof'])
    if (Reflect.get(options, hook) !== undefined) checkFunction(options, hook)
}

function checkFunction(options: TwoStepOptions, key: string): void {
  const value: unknown = Reflect.get(options, key)
  if (typeof value === 'function') return
  throw unexpected('twoStep', key, 'a function', value)
}
