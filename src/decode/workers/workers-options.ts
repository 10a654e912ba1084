/** The options of the threads that decode: their documentation, defaults and checks. @module */

import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { isAbsolute } from 'node:path'
import { pathToFileURL } from 'node:url'
import { checkCount, checkRecord } from '../../base/checks.ts'
import type { Duration } from '../../base/duration.ts'
import { durationOrClamp } from '../../base/duration-checks.ts'
import { unexpected } from '../../base/unexpected.ts'

/**
 * Options of the threads that decode large payloads: `json`, `table`, `bytes({ shared: true })` and `inWorker` use them.
 */
export interface WorkersOptions {
  /**
   * How many threads may work at a time; at least 1. Each job keeps about two cores busy, one of which inflates. Modules
   * of `inWorker` have threads of their own: up to four in all are kept warm.
   *
   * @defaultValue 2 where there are 4 cores or more, else 1
   */
  readonly max?: number | undefined
  /**
   * How long a thread without work is kept, with the memory that it works in. If that is longer than the time from
   * refresh to refresh, no refresh has to wait for a thread to start.
   *
   * @defaultValue `'2m'`
   */
  readonly idle?: Duration | undefined
  /**
   * Payloads that inflate to so many bytes or more go to a thread; at least 0. With Infinity none does.
   *
   * @defaultValue 512 KiB
   */
  readonly above?: number | undefined
  /**
   * The module that a thread runs, by its URL or its whole path. A service that is bundled with everterm makes it a
   * bundle of its own that imports `everterm/thread`; without it such a service decodes in place, and a warning says so.
   *
   * @defaultValue that of the package
   */
  readonly entry?: URL | string | undefined
  /**
   * Options of Node.js for the threads, such as `['--import', 'tsx']` for a module of `inWorker` in TypeScript;
   * `'inherit'` means those of the process, its `NODE_OPTIONS` included.
   *
   * @defaultValue none: what a service preloads has no work there. `'inherit'` under Yarn's Plug'n'Play, which is one
   */
  readonly execArgv?: readonly string[] | 'inherit' | undefined
}

export interface ResolvedWorkers {
  readonly max: number
  readonly idleMs: number
  readonly above: number
  readonly entry: URL | undefined
  readonly execArgv: readonly string[] | 'inherit'
}

const KEYS = ['max', 'idle', 'above', 'entry', 'execArgv'] satisfies (keyof WorkersOptions)[]
const ENOUGH_CORES = 4

/** @throws TypeError that names the option and the value seen */
export function resolveWorkers(of: string, workers: WorkersOptions = {}): ResolvedWorkers {
  checkRecord(of, 'workers', workers, KEYS)
  const { max = availableParallelism() < ENOUGH_CORES ? 1 : 2, idle = '2m', above = 512 * 1024 } = workers
  // This refuses NaN as well, which is neither less nor more.
  if (typeof above !== 'number' || !(above >= 0)) {
    throw unexpected(of, 'workers.above', 'a number of bytes, at least 0', above)
  }
  return {
    max: checkCount(of, 'workers.max', max),
    idleMs: durationOrClamp(of, 'workers.idle', idle),
    above,
    entry: workers.entry === undefined ? undefined : checkModule(of, workers.entry),
    execArgv: checkArguments(of, workers.execArgv),
  }
}

function checkModule(of: string, given: unknown): URL {
  const url = fileUrl(given)
  if (url !== undefined && existsSync(url)) return url
  throw unexpected(of, 'workers.entry', 'the URL or the whole path of a file that is there', given)
}

function fileUrl(given: unknown): URL | undefined {
  const text = String(given)
  if (typeof given === 'string' && isAbsolute(given)) return pathToFileURL(given)
  return URL.canParse(text) && text.startsWith('file:') ? new URL(text) : undefined
}

function checkArguments(of: string, given: WorkersOptions['execArgv']): ResolvedWorkers['execArgv'] {
  if (given === undefined) return process.versions.pnp === undefined ? [] : 'inherit'
  if (given === 'inherit') return given
  if (Array.isArray(given) && given.every((argument) => typeof argument === 'string')) return [...given]
  throw unexpected(of, 'workers.execArgv', "a list of texts, or 'inherit'", given)
}
