/** Makes a running tree what a new configuration says, without what can break it. @module */

import { isDeepStrictEqual } from 'node:util'
import { TermError } from '../../base/errors.ts'
import type { Supervision } from '../../handles/supervise.ts'
import { reasonOf } from '../../reasons/index.ts'
import { type ConfiguredEntry, isSameEntry, type ResolvedConfig } from '../config/index.ts'
import { tried } from './trial.ts'

/** What a reload has done, in names of children. */
export interface Reloaded {
  readonly added: readonly string[]
  readonly removed: readonly string[]
  readonly changed: readonly string[]
  /** Those that did not load: what was there before stays. */
  readonly failed: Readonly<Record<string, string>>
  /** Fields that count from the next start on. */
  readonly later: readonly string[]
}

/** The children that run; a reload changes it. */
export type RunningEntries = Map<string, ConfiguredEntry>

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
 * before; the old one's value is read until then.
 *
 * @param prepare - is called with each new child before it runs
 */
export async function reloaded(
  tree: Pick<Supervision, 'add' | 'remove'>,
  running: RunningEntries,
  before: ResolvedConfig,
  after: ResolvedConfig,
  prepare: (entry: ConfiguredEntry) => void,
): Promise<Reloaded> {
  const failed: Record<string, string> = {}
  const removed = [...running.keys()].filter((name) => !after.entries.has(name))
  const added: string[] = []
  const changed: string[] = []

  // What goes makes room: a term may have moved into a group.
  await Promise.all(removed.map((name) => tree.remove(name)))
  for (const name of removed) running.delete(name)

  for (const [name, entry] of after.entries) {
    const old = running.get(name)
    if (old !== undefined && isSameEntry(old, entry)) continue
    try {
      prepare(entry)
      if (old !== undefined) await tried(name, entry.child, before.supervise)
      const gone = old && tree.remove(name)
      running.set(name, entry)
      await tree.add(name, entry.child)
      await gone
      if (old === undefined) added.push(name)
      else changed.push(name)
    } catch (error) {
      failed[name] = error instanceof TermError ? error.message : reasonOf(error)
      if (running.get(name) === entry) running.delete(name)
    }
  }
  const later = AT_START.filter((field) => !isDeepStrictEqual(before[field], after[field]))
  return { added, removed, changed, failed, later }
}

/** What a reload has done, in one line. */
export function reloadWords({ added, removed, changed, failed, later }: Reloaded): string {
  const parts = [
    ...(added.length > 0 ? [`added ${added.join(', ')}`] : []),
    ...(removed.length > 0 ? [`removed ${removed.join(', ')}`] : []),
    ...(changed.length > 0 ? [`changed ${changed.join(', ')}`] : []),
    ...Object.entries(failed).map(
      ([name, why]) => `${name} stays as it was, since the new one did not load: ${why}`,
    ),
    ...(later.length > 0 ? [`${later.join(', ')} at the next start`] : []),
  ]
  return parts.length === 0 ? 'nothing has changed' : parts.join('; ')
}
