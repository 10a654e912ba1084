/** Notes what is built in for the code of a thread, and tells whether somebody has changed it since. @module */

import { EventEmitter } from 'node:events'
import { Readable, Transform } from 'node:stream'
import { MessagePort } from 'node:worker_threads'

/** Classes of Node.js that aren't among the globals, or only once they are asked for. */
const ROOTS = [EventEmitter, MessagePort, Readable, Transform]

// Taken before any module of a user's is loaded: these may be what it damages.
const { getOwnPropertyDescriptor, getPrototypeOf, isExtensible, ownKeys } = Reflect

type Key = string | symbol

interface Part {
  readonly of: object
  readonly key: Key
  readonly was: PropertyDescriptor
}

interface Prototype {
  readonly object: object
  readonly size: number
}

export interface Realm {
  /** Was a function of it replaced or removed, or a prototype given more members, or frozen? */
  isDamaged(): boolean
}

/** All that can be reached from the globals through constructors, prototypes, and what holds functions (`JSON`). */
export function realmNow(): Realm {
  const parts: Part[] = []
  const prototypes: Prototype[] = []
  const seen = new Set<unknown>()

  function visit(object: unknown, isPrototype: boolean): void {
    if ((typeof object !== 'object' && typeof object !== 'function') || object === null || seen.has(object))
      return
    seen.add(object)
    const keys = ownKeys(object)
    if (isPrototype && isExtensible(object)) prototypes.push({ object, size: keys.length })
    for (const key of keys) note(object, key)
    visit(getPrototypeOf(object), true)
  }
  function note(of: object, key: Key): void {
    const was = getOwnPropertyDescriptor(of, key)
    if (was === undefined) return
    const { value, get, set } = was
    if (get ?? set ?? typeof value === 'function') parts.push({ of, key, was })
    if (key === 'prototype') visit(value, true)
    else if (typeof value === 'function' && 'prototype' in value) visit(value, false)
    else if (of === globalThis && isNamespace(value)) visit(value, false)
  }

  visit(globalThis, false)
  for (const root of ROOTS) visit(root, false)
  return { isDamaged: () => isDamaged(parts, prototypes) }
}

/** `JSON`, `Math`, `Reflect`, `Intl` and the like, which say what they are; not what is in use, such as `process`. */
const isNamespace = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  Symbol.toStringTag in value &&
  getPrototypeOf(value) === Object.prototype

function isDamaged(parts: readonly Part[], prototypes: readonly Prototype[]): boolean {
  try {
    for (let i = 0; i < parts.length; i++) if (differs(parts[i] as Part)) return true
    for (let i = 0; i < prototypes.length; i++) {
      const { object, size } = prototypes[i] as Prototype
      if (!isExtensible(object) || ownKeys(object).length !== size) return true
    }
    return false
  } catch {
    return true
  }
}

function differs({ of, key, was }: Part): boolean {
  const is = getOwnPropertyDescriptor(of, key)
  if (is === undefined) return true
  // Node.js makes some globals when they are first asked for (`fetch`, `crypto`), and puts them in the getter's place.
  if (of === globalThis && was.get !== undefined && is.get === undefined) return false
  return is.value !== was.value || is.get !== was.get || is.set !== was.set
}
