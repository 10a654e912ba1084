/** Makes a running tree what a new configuration says, without what can break it. @module */

import { isDeepStrictEqual } from 'node:util'
import { TermError } from '../../base/errors.ts'
import { reasonOf } from '../../reasons/index.ts'
import type { ConfiguredEntry, ResolvedConfig } from '../config/index.ts'
import { exchange, type ReloadedTree } from './exchange.ts'
import { type EntryExchange, exchanges } from './reload-plan.ts'
import type { FleetChange } from './served-fleet.ts'
import { beginTrial } from './trial.ts'

/** What a reload has done, in names of children of the root. */
export interface Reloaded {
  readonly added: readonly string[]
  readonly removed: readonly string[]
  readonly changed: readonly string[]
  readonly failed: readonly FailedExchange[]
  /** Fields that count from the next start on. */
  readonly later: readonly string[]
  /** What became of the service in its fleet; absent: nothing. */
  readonly fleet?: FleetChange | undefined
}

/** What did not load, and what stays for that reason: nothing, where nothing was there before. */
export interface FailedExchange {
  readonly names: readonly string[]
  readonly stays: readonly string[]
  readonly why: string
}

/** The children that run; a reload changes it. */
export type RunningEntries = Map<string, ConfiguredEntry>

export interface ReloadOptions {
  readonly tree: ReloadedTree
  readonly running: RunningEntries
  readonly before: ResolvedConfig
  readonly after: ResolvedConfig
  /** Is called with each new child before it runs. */
  prepare(entry: ConfiguredEntry): void
  /** Calls off what is still tried. */
  readonly signal: AbortSignal
}

/** Of which configuration a field is only read at a start. */
const AT_START = [
  'name',
  'environment',
  'address',
  'hosts',
  'token',
  'values',
  'payloads',
  'observers',
  'drainMs',
  'supervise',
] as const

/**
 * Children that are the same are left alone. A changed one takes the place of the old one when it has loaded, and not
 * before; the old one's value is read until then. What has nothing to do with each other waits for nobody.
 */
export async function reloaded(options: ReloadOptions): Promise<Reloaded> {
  const { tree, running, before, after, prepare, signal } = options
  const there = [...running.keys()]
  const done: EntryExchange[] = []
  const failed: FailedExchange[] = []
  const trial = await beginTrial(before.supervise)
  const end = () => void trial.end()
  signal.addEventListener('abort', end)

  async function tryOne(one: EntryExchange): Promise<void> {
    const { old, next } = one
    try {
      for (const entry of next.values()) prepare(entry)
      await exchange(tree, trial, one)
      for (const name of old.keys()) running.delete(name)
      for (const [name, entry] of next) running.set(name, entry)
      done.push(one)
    } catch (error) {
      const why = error instanceof TermError ? error.message : reasonOf(error)
      failed.push({ names: [...next.keys()], stays: [...old.keys()], why })
    }
  }
  try {
    await Promise.all(exchanges(running, after.entries).map(tryOne))
  } finally {
    signal.removeEventListener('abort', end)
    await trial.end()
  }

  const names = [...after.entries.keys()]
  return {
    added: names.filter((name) => done.some(({ old, next }) => next.has(name) && !old.has(name))),
    removed: there.filter((name) => done.some(({ old, next }) => old.has(name) && !next.has(name))),
    changed: names.filter((name) => done.some(({ old, next }) => old.has(name) && next.has(name))),
    failed,
    later: AT_START.filter((field) => !isDeepStrictEqual(before[field], after[field])).filter(
      // That payloads are held no longer counts at once.
      (field) => field !== 'payloads' || after.payloads,
    ),
  }
}
