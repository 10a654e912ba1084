/** A fetcher made of two steps, asking for the version and downloading: the shape that many clients already have. @module */

import { inspect, types } from 'node:util'
import { TermError } from '../base/errors.ts'
import { checkBodySize } from './body-size.ts'
import type { FetchContext, Fetcher, Known, Probe } from './fetcher.ts'
import { type Doubts, doubts } from './two-step/doubts.ts'

type Awaitable<T> = T | Promise<T>

interface TwoStepBase {
  /** For people: appears in events and in the status. Never holds a secret. */
  readonly name: string
  /** Runs once per incarnation, before anything else. */
  init?(context: FetchContext): Awaitable<void>
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

const UNCHANGED: Probe = { changed: false }

/**
 * Adapts `currentVersion` and `download`, or `downloadIfChanged`, to a fetcher.
 *
 * The version is the one that was asked for *before* the download, and it is asked for once more after it: if the data
 * changes in between, the next probe downloads again, even if the version has gone back meanwhile.
 *
 * @throws TypeError if a step is missing or isn't a function, or `name` is not a string with content.
 */
export function twoStep(given: TwoStepOptions): Fetcher {
  checkOptions(given)
  const options = stepsOf(given)
  const overtaken = doubts()
  return {
    name: options.name,
    async init(context) {
      await options.init?.(context)
    },
    probe: (known, context) =>
      options.downloadIfChanged === undefined
        ? askThenDownload(options, overtaken, known, context)
        : downloadIfChanged(options, known, context),
    async close() {
      await options.close?.()
    },
  }
}

/** The steps as they are now; they may be the methods of a client. */
function stepsOf(given: TwoStepOptions): TwoStepOptions {
  const steps = ['init', 'close', 'currentVersion', 'download', 'downloadIfChanged'] as const
  const bound = steps.map((step) => [step, given[step]?.bind(given)] as const)
  return { name: given.name, ...Object.fromEntries(bound) } as TwoStepOptions
}

async function askThenDownload(
  options: AskThenDownload,
  overtaken: Doubts,
  known: Known | undefined,
  context: FetchContext,
): Promise<Probe> {
  const version = checkedVersion(await options.currentVersion(context))
  if (version === known?.version && !overtaken.has(version)) return UNCHANGED
  return {
    changed: true,
    version,
    known: { version },
    async open(signal) {
      const own = { ...context, signal }
      const bytes = checkedBytes(await options.download(own), 'download', context)
      overtaken.note(version, await isStillCurrent(version, options, own))
      return bytes
    },
  }
}

async function isStillCurrent(version: string, options: AskThenDownload, context: FetchContext) {
  try {
    return (await options.currentVersion(context)) === version
  } catch {
    // The bytes are there: whatever fails now is no reason to lose them.
    return false
  }
}

async function downloadIfChanged(
  options: DownloadIfChanged,
  known: Known | undefined,
  context: FetchContext,
): Promise<Probe> {
  const held = typeof known?.version === 'string' ? known.version : undefined
  const answer = await options.downloadIfChanged(held, context)
  if (answer === undefined) {
    if (held !== undefined) return UNCHANGED
    throw new TermError(
      'ERR_TERM_PROTOCOL',
      'The origin says that nothing changed, while nothing is published',
      {
        stage: 'probe',
      },
    )
  }
  const version = checkedVersion(answer?.version)
  if (version === held) return UNCHANGED
  const bytes = checkedBytes(answer.bytes, 'downloadIfChanged', context)
  return { changed: true, version, size: bytes.byteLength, known: { version }, open: async () => bytes }
}

function checkedVersion(version: unknown): string {
  if (typeof version === 'string' && version !== '') return version
  // Not the value itself: whatever it is, it came from the origin.
  throw broken(
    `the version to be a string with content, got ${version === '' ? 'an empty one' : typeof version}`,
  )
}

function checkedBytes(bytes: unknown, step: string, context: FetchContext): Uint8Array {
  if (!types.isUint8Array(bytes)) throw broken(`\`${step}\` to give a Uint8Array, got ${typeof bytes}`)
  checkBodySize(bytes.byteLength, context)
  return bytes
}

const broken = (expected: string) => new TermError('ERR_TERM_CONTRACT', `Expected ${expected}`)

function checkOptions(options: TwoStepOptions): void {
  const { name } = options
  if (typeof name !== 'string' || name === '') {
    throw new TypeError(
      `Expected \`name\` to be a string with content, got ${inspect(name)} (${typeof name})`,
    )
  }
  const required =
    options.downloadIfChanged === undefined ? ['currentVersion', 'download'] : ['downloadIfChanged']
  for (const step of required) checkFunction(options, step)
  for (const hook of ['init', 'close'])
    if (Reflect.get(options, hook) !== undefined) checkFunction(options, hook)
}

function checkFunction(options: TwoStepOptions, key: string): void {
  const value: unknown = Reflect.get(options, key)
  if (typeof value === 'function') return
  throw new TypeError(`Expected \`${key}\` to be a function, got ${inspect(value)} (${typeof value})`)
}
