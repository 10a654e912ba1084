/** Defines a derived term, whose values are computed of those of other terms. @module */

import { checkFields, checkName, checkRecord } from '../base/checks.ts'
import { unexpected } from '../base/unexpected.ts'
import { type DeriveOptions, derivedTerm } from '../term/derivation/index.ts'
import type { Keeper } from '../term/keeper.ts'
import { keeperOf } from '../tree/index.ts'
import { type RemoteTerm, termHandle } from './term-handle.ts'

/** The value of a term. */
type ValueOf<P> = P extends Pick<RemoteTerm<infer V>, 'get'> ? V : never

type AnyTerm = RemoteTerm<unknown>

/** The values of a list of terms, in its order. */
type ValuesOf<P extends readonly AnyTerm[]> = { readonly [at in keyof P]: ValueOf<P[at]> }

/**
 * A function of the values of terms that were given by name. TypeScript knows no order of names: each of its parameters may
 * be the value of any of them, unless you say of which.
 */
type OfNamed<P extends Readonly<Record<string, AnyTerm>>, T> = {
  bivarianceHack(...values: ValueOf<P[keyof P]>[]): T | PromiseLike<T>
}['bivarianceHack']

/**
 * Defines a term whose values are computed: `derive({ prices, rates }, (prices, rates) => inEuros(prices, rates))`. It is
 * supervised and read like any other, and computed anew when a parent publishes, by whomever. The function gets the
 * parents' values in the order in which they are named; they are of one moment. A promise that it returns is waited for.
 *
 * With names, say the types of the parameters: `(prices: Prices, rates: Rates) => ...`. With a list they are known:
 * `derive([prices, rates], (prices, rates) => ...)`.
 *
 * What it throws fails the attempt with `ERR_TERM_DERIVE`, and the last good value stays. While a parent has no value, the
 * term waits for it. Nothing polls: `refresh()` computes anew by hand. Its `version` is a digest of its parents' versions,
 * and it was confirmed when the one of them was whose last confirmation is the oldest.
 *
 * @throws TypeError that names the option and the value seen
 */
export function derive<const P extends readonly [AnyTerm, ...AnyTerm[]], T>(
  parents: P,
  compute: (...values: ValuesOf<P>) => T | PromiseLike<T>,
  options?: DeriveOptions<NoInfer<T>>,
): RemoteTerm<T>
export function derive<P extends Readonly<Record<string, AnyTerm>>, T>(
  parents: P,
  compute: OfNamed<P, T>,
  options?: DeriveOptions<NoInfer<T>>,
): RemoteTerm<T>
export function derive(parents: object, compute: unknown, options: DeriveOptions<unknown> = {}): AnyTerm {
  checkRecord('derive', 'options', options)
  const { name } = options
  if (name !== undefined) checkName('derive', 'name', name)
  const of = name === undefined ? 'derive' : `derive "${name}"`
  const family = checkParents(of, parents)
  if (typeof compute !== 'function') throw unexpected(of, 'compute', 'a function of the values', compute)
  return termHandle(of, derivedTerm(of, family, compute as (...values: never[]) => unknown, options))
}

function checkParents(of: string, parents: unknown): ReadonlyMap<string, Keeper> {
  const expected = 'an object or a list of terms'
  if (!Array.isArray(parents)) checkFields(of, 'parents', parents, expected, 'as `{ prices, rates }`')
  if (keeperOf(parents) !== undefined)
    throw unexpected(of, 'parents', expected, parents, 'in braces, as `{ prices }`')
  const family = Object.entries(parents as object).map(([name, parent]): [string, Keeper] => {
    const found = keeperOf(parent)
    if (found === undefined) throw unexpected(of, `parents.${name}`, 'a term', parent)
    return [name, found]
  })
  if (family.length === 0) throw unexpected(of, 'parents', `${expected}, at least one`, parents)
  return new Map(family)
}
