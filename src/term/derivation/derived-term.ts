/** Makes the keeper of a derived term. @module */

import { checkRecord } from '../../base/checks.ts'
import type { Fetcher } from '../../fetch/fetcher.ts'
import { type Keeper, keeper } from '../keeper.ts'
import { resolved } from '../resolve-options.ts'
import type { Derivation } from './derivation.ts'
import { followParents } from './following.ts'
import type { DeriveOptions } from './options.ts'
import { standingBy } from './stand.ts'

const KEYS: readonly string[] = [
  'name',
  'validate',
  'guards',
  'history',
  'initial',
  'lazyInit',
  'start',
  'limits',
  'maxStale',
  'maxAge',
  'onExpired',
  'staleIsUnready',
  'retry',
  'restart',
  'shutdown',
] satisfies (keyof DeriveOptions<unknown>)[]

/** What fails is tried again with longer and longer waits: most often, the same values fail in the same way. */
const RETRY = { base: '1s', cap: '1h' } as const

/** @throws TypeError that names the option and the value seen */
export function derivedTerm(
  of: string,
  family: ReadonlyMap<string, Keeper>,
  compute: Derivation['compute'],
  options: DeriveOptions<unknown>,
): Keeper {
  checkRecord(of, 'options', options, KEYS)
  const { limits = {}, retry = {} } = options
  checkRecord(of, 'limits', limits, ['deadline'] satisfies (keyof typeof limits)[])
  checkRecord(of, 'retry', retry)
  const names = [...family.keys()]
  const { name = `derived.${names.join('.')}`.slice(0, 100) } = options
  const called = `derive(${[...family.values()].map(({ options }) => options.name).join(', ')})`
  const derivation: Derivation = {
    names,
    parents: [...family.values()],
    compute,
    ends: new Set(),
    standing: (live) => standingBy(derivation, live),
    isNamed: options.name !== undefined,
  }
  const fetcher: Fetcher = {
    name: called,
    // Nobody asks: the steps of a derived term look at its parents.
    probe: async () => ({ changed: false }),
    watch: (hint) => followParents(derivation, self, hint),
  }
  // It has no bytes to keep, and nobody to poll.
  const without = { keepsake: false, refreshInterval: null } as const
  const facts = { ...options, ...without, name, fetcher, limits, retry: { ...RETRY, ...retry } }
  const self = keeper(resolved(of, name, facts), derivation)
  return self
}
