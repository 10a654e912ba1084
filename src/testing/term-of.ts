/** Makes a term that holds a value without a fetcher and a supervisor, for unit tests of its readers. @module */

import { checkName, checkRecord } from '../base/checks.ts'
import { remoteTerm } from '../handles/remote-term.ts'
import type { RemoteTerm } from '../handles/term-handle.ts'
import { asShareable } from '../share/index.ts'
import { UNSIGNED } from '../store/edition.ts'
import { publish } from '../term/publication.ts'
import { statusOf } from '../term/status.ts'
import { asChild, checkChild } from '../tree/index.ts'

/** A term whose value the test sets. */
export interface TermDouble<V> extends RemoteTerm<V> {
  /** Publishes another value and tells the subscribers. */
  set(value: V): void
}

export interface TermOfOptions {
  /** The name, as the handle and its errors tell it. @defaultValue `'term'` */
  readonly name?: string | undefined
}

/**
 * Makes a handle that reads like any other, and to which nothing happens but what the test does.
 *
 * `refresh` resolves to `'unchanged'`. A supervisor takes it, too.
 *
 * @throws TypeError on a name that no term may have, and on another option
 * @example const prices = termOf({ EUR: 1.08 })
 */
export function termOf<V>(value: V, options: TermOfOptions = {}): TermDouble<V> {
  checkRecord('termOf', 'options', options, ['name'])
  const name = checkName('termOf', 'name', options.name ?? 'term')
  const fetcher = { name: 'the test', probe: async () => ({ changed: false }) as const }
  const term = remoteTerm<V>({ name, fetcher, refreshInterval: null, deserialize: () => value })
  const behind = checkChild('termOf', name, term)
  if (behind.kind !== 'term') throw new Error('A term is a term')
  let versions = 0

  const set = (next: V) => {
    const version = `v${++versions}`
    const facts = {
      digest: undefined,
      known: undefined,
      bytes: 0,
      source: fetcher.name,
      modifiedAt: undefined,
      ...UNSIGNED,
    }
    publish(behind.keeper, { value: next, version, ...facts }, 'hand')
  }
  set(value)

  const double: TermDouble<V> = {
    ...term,
    status: () => {
      const status = statusOf(behind.keeper)
      return status.state === 'down' ? Object.freeze({ ...status, state: 'idle' }) : status
    },
    refresh: async () => 'unchanged',
    set,
  }
  return asChild(asShareable(double, behind.keeper), behind)
}
