/** Tells what may stand under a supervisor, a term or a group, and finds what is behind its handle. @module */

import { checkFields, checkName } from '../base/checks.ts'
import { unexpected } from '../base/unexpected.ts'
import { nameDerived } from '../term/derivation/index.ts'
import type { Keeper } from '../term/keeper.ts'
import type { ResolvedGroupOptions } from './options.ts'

/** A term or a group. The type says nothing of values, so that a tree of any terms keeps its names. */
export interface Child {
  readonly kind: 'term' | 'group'
}

/** Children by the names that their supervisor knows them by. */
export type Children = Readonly<Record<string, Child>>

export interface TermBehind {
  readonly kind: 'term'
  readonly keeper: Keeper
  /** What the user holds in hands. */
  readonly handle: Child
}
export interface GroupBehind {
  readonly kind: 'group'
  readonly children: ReadonlyMap<string, Behind>
  readonly options: ResolvedGroupOptions
  /** How many incarnations the term has had. */
  incarnations: number
}
/** A term or a group as a tree sees it. */
export type Behind = TermBehind | GroupBehind

const behind = new WeakMap<object, Behind>()

/** By this symbol a copy of everterm knows a child of another copy, though it can do nothing with it. */
const CHILD = Symbol.for('everterm child')

/** Makes an object a child. */
export function asChild<H extends Child>(handle: H, what: GroupBehind | Omit<TermBehind, 'handle'>): H {
  behind.set(handle, what.kind === 'term' ? { kind: 'term', keeper: what.keeper, handle } : what)
  Object.defineProperty(handle, CHILD, { value: true })
  return Object.freeze(handle)
}

function childHint(value: unknown): string | undefined {
  const { fetcher, then, [CHILD]: isChild } = Object(value) as Readonly<Record<string | symbol, unknown>>
  if (isChild === true)
    return 'it is of another copy of everterm: `npm ls everterm`, or a bundle that has one'
  if (typeof then === 'function') return 'await it first'
  return fetcher === undefined ? undefined : '`remoteTerm(...)` makes one of these options'
}

/** @throws TypeError that names what is no term and no group */
export function checkChild(of: string, name: string, value: unknown): Behind {
  const found = behind.get(Object(value))
  if (found?.kind === 'term') nameDerived(found.keeper, name)
  if (found !== undefined) return found
  throw unexpected(of, name, 'a term or a group', value, childHint(value))
}

/** @throws TypeError that names what is no term and no group, or is there twice */
export function checkChildren(of: string, children: unknown): ReadonlyMap<string, Behind> {
  const expected = 'an object of terms and groups'
  checkFields(of, 'children', children, expected, 'as `{ prices, blocklist }`')
  if (behind.has(children)) {
    throw unexpected(of, 'children', expected, children, 'in braces, as `{ prices }`')
  }
  return new Map(
    Object.entries(children).map(([name, child]) => [checkName(of, name, name), checkChild(of, name, child)]),
  )
}

/** Yields the terms of a child: the term itself, or all of a group. */
export function* termsIn(child: Behind): Generator<Keeper> {
  for (const { keeper } of leavesIn(child)) yield keeper
}

/** The same, with their handles. */
export function* leavesIn(child: Behind): Generator<TermBehind> {
  if (child.kind === 'term') yield child
  else for (const inner of child.children.values()) yield* leavesIn(inner)
}

/** Yields the terms of several children, those of groups included. */
export function* termsOf(children: ReadonlyMap<string, Behind>): Generator<Keeper> {
  for (const child of children.values()) yield* termsIn(child)
}

/** The term behind a handle; `undefined` for all else. */
export function keeperOf(handle: unknown): Keeper | undefined {
  const found = behind.get(Object(handle))
  return found?.kind === 'term' ? found.keeper : undefined
}
