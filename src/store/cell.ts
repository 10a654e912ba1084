/** The variable that a value rests in: everything that readers see is swapped by one reference. @module */

import { TermError } from '../base/errors.ts'
import { withMethods } from '../base/with-methods.ts'
import { initialEdition } from './edition.ts'
import { type Live, liveOf, shownOf } from './live.ts'
import type { Snapshot } from './snapshot.ts'

export interface Cell<V> {
  /** @throws TermError `ERR_TERM_NOT_LOADED` while there is no value, `ERR_TERM_EXPIRED` while it is withheld */
  get(): V
  /** @throws TermError `ERR_TERM_NOT_LOADED` while there is no value, `ERR_TERM_EXPIRED` while it is withheld */
  snapshot(): Snapshot<V>
  /** The snapshot, if readers get one. */
  current(): Snapshot<V> | undefined
  /** The live edition, if there is one, though it may be withheld. */
  live(): Live<V> | undefined
  /** Whether readers get a value. */
  isReadable(): boolean
  /** How many editions have been live. This, and not their times, tells one from the next. */
  publications(): number
  /** Swaps the reference. `isNew` means that another edition is live, and not only news of the same one. */
  hold(live: Live<V>, isNew: boolean): void
  /** Calls the function before each reading, until there is none: nobody else looks whether the value has expired. */
  lookFirst(look: (() => void) | undefined): void
  /** Calls the watcher, which must not throw, after each swap. The function that is returned ends that. */
  watch(watcher: () => void): () => void
}

/** A cell and what is in it. There may be thousands of them, so their methods are functions that all share. */
interface Variable<V> extends Cell<V> {
  readonly term: { readonly name: string }
  readonly reasons: Reasons
  held: Live<V> | undefined
  /** Sets what a reader gets without more ado; `undefined` if there is more to do. */
  readonly show: (value: V | undefined) => void
  look: (() => void) | undefined
  count: number
  /** Most cells are never watched. */
  watchers: Set<() => void> | undefined
}

/** Says what a message adds while readers get no value. */
interface Reasons {
  why(live: Live<unknown> | undefined): string
}

const NONE: Reasons = { why: () => '' }

/** Makes a cell, which is empty or holds an initial value. */
export function cell<V>(
  term: { readonly name: string },
  initial?: { readonly value: V },
  reasons = NONE,
): Cell<V> {
  // The value of what is held, set in the same step: a reader reads this one, and follows no reference to it. Where it is
  // `undefined`, for which there are several reasons, he goes the longer way.
  let shown = initial?.value
  const fields = {
    term,
    reasons,
    held: initial && liveOf(initialEdition(initial.value), undefined),
    look: undefined,
    count: initial === undefined ? 0 : 1,
    watchers: undefined,
    get: () => (shown === undefined ? read(variable).edition.value : shown),
    show: (value: V | undefined) => {
      shown = value
    },
  }
  const variable: Variable<V> = withMethods(fields, METHODS)
  return variable
}

const METHODS = { snapshot, current, live, isReadable, publications, hold, lookFirst, watch }

function snapshot<V>(this: Variable<V>): Snapshot<V> {
  return shownOf(read(this))
}

function current<V>(this: Variable<V>): Snapshot<V> | undefined {
  return this.isReadable() ? shownOf(this.held as Live<V>) : undefined
}

function live<V>(this: Variable<V>): Live<V> | undefined {
  return this.held
}

function isReadable<V>(this: Variable<V>): boolean {
  this.look?.()
  return isServed(this.held)
}

function publications<V>(this: Variable<V>): number {
  return this.count
}

function hold<V>(this: Variable<V>, next: Live<V>, isNew: boolean): void {
  this.held = next
  open(this)
  if (isNew) this.count++
  if (this.watchers !== undefined) for (const watcher of this.watchers) watcher()
}

function lookFirst<V>(this: Variable<V>, look: (() => void) | undefined): void {
  this.look = look
  open(this)
}

function watch<V>(this: Variable<V>, watcher: () => void): () => void {
  this.watchers ??= new Set()
  const all = this.watchers.add(watcher)
  return () => void all.delete(watcher)
}

const isServed = (live: Live<unknown> | undefined): boolean =>
  live !== undefined && live.standing !== 'withheld'

function open<V>(variable: Variable<V>): void {
  const { held, look } = variable
  variable.show(look === undefined && isServed(held) ? held?.edition.value : undefined)
}

function read<V>(variable: Variable<V>): Live<V> {
  const isThere = variable.isReadable()
  const { held, term, reasons } = variable
  if (held !== undefined && isThere) return held
  const [code, what] =
    held === undefined
      ? (['ERR_TERM_NOT_LOADED', 'holds no value yet'] as const)
      : (['ERR_TERM_EXPIRED', 'the value has expired'] as const)
  throw new TermError(code, `[${term.name}] ${what}${reasons.why(held)}`, { term: term.name })
}
