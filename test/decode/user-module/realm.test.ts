/** It is noticed when somebody changes what is built in, which the next job of a thread would meet. @module */

import { EventEmitter } from 'node:events'
import { Readable, Transform } from 'node:stream'
import { MessagePort } from 'node:worker_threads'
import { expect, it } from 'vitest'
import { realmNow } from '../../../src/decode/user-module/realm.ts'

type Harm = readonly [object, PropertyKey, PropertyDescriptor | undefined]

/** Does the damage, asks whether it is seen, and repairs it. */
function isDamagedBy([object, key, descriptor]: Harm): boolean {
  const realm = realmNow()
  const before = Object.getOwnPropertyDescriptor(object, key)
  if (descriptor === undefined) Reflect.deleteProperty(object, key)
  else Object.defineProperty(object, key, { configurable: true, ...descriptor })
  const isDamaged = realm.isDamaged()
  if (before === undefined) Reflect.deleteProperty(object, key)
  else Object.defineProperty(object, key, before)
  expect(realm.isDamaged(), 'after it is put right').toBe(false)
  return isDamaged
}

const forged = { value: () => 'forged', writable: true }
const TypedArray = Object.getPrototypeOf(Uint8Array) as typeof Uint8Array

it('nobody has, at first', () => {
  expect(realmNow().isDamaged()).toBe(false)
})

it.each<[string, Harm]>([
  ['a global', [globalThis, 'structuredClone', forged]],
  ['a class', [globalThis, 'TextDecoder', forged]],
  ['a function of a class', [Promise, 'race', forged]],
  ['a function of JSON', [JSON, 'parse', forged]],
  ['a function of Math', [Math, 'min', forged]],
  ['a function of Reflect', [Reflect, 'ownKeys', forged]],
  ['a class of Intl', [Intl, 'NumberFormat', forged]],
  ['a method', [Array.prototype, 'slice', forged]],
  ['a method with a symbol', [Map.prototype, Symbol.iterator, forged]],
  ['a method that all typed arrays have in common', [TypedArray.prototype, 'set', forged]],
  ['a method of a class of Node’s', [EventEmitter.prototype, 'emit', forged]],
  [
    'a method of what a class of Node’s extends',
    [Object.getPrototypeOf(Transform.prototype), 'write', forged],
  ],
  ['a method of ports', [MessagePort.prototype, 'postMessage', forged]],
  ['a getter', [Map.prototype, 'size', { get: () => 7 }]],
  ['a setter', [Object.prototype, '__proto__', { ...protoAccessor(), set: () => {} }]],
])('is seen where %s is replaced', (_, harm) => {
  expect(isDamagedBy(harm)).toBe(true)
})

function protoAccessor(): PropertyDescriptor {
  return Object.getOwnPropertyDescriptor(Object.prototype, '__proto__') as PropertyDescriptor
}

it.each<[string, object, PropertyKey]>([
  ['a global', globalThis, 'structuredClone'],
  ['a function of JSON', JSON, 'stringify'],
  ['a method', Array.prototype, 'slice'],
])('is seen where %s is taken away', (_, object, key) => {
  expect(isDamagedBy([object, key, undefined])).toBe(true)
})

it.each<[string, object]>([
  ['objects', Object.prototype],
  ['functions', Function.prototype],
  ['arrays', Array.prototype],
  ['a typed array', Uint8Array.prototype],
  ['all typed arrays', TypedArray.prototype],
  ['errors', Error.prototype],
  ['streams', Readable.prototype],
  ['ports', MessagePort.prototype],
])('is seen where %s get one more member, of whatever kind', (_, prototype) => {
  expect(isDamagedBy([prototype, 'more', { value: 1 }])).toBe(true)
  expect(isDamagedBy([prototype, Symbol('more'), { value: 1 }])).toBe(true)
})

it('is not asked of what belongs to nobody: a new global, and what is in use', () => {
  expect(isDamagedBy([globalThis, 'mine', { value: 1 }])).toBe(false)
  expect(isDamagedBy([process.env, 'MINE', { value: '1', writable: true, enumerable: true }])).toBe(false)
})

it('does not take for damage that Node makes a global when it is first asked for', () => {
  const get = () => 1
  Object.defineProperty(globalThis, 'late', { configurable: true, get })
  try {
    expect(isDamagedBy([globalThis, 'late', { value: 1 }])).toBe(false)
    expect(isDamagedBy([globalThis, 'late', { get: () => 2 }])).toBe(true)
  } finally {
    Reflect.deleteProperty(globalThis, 'late')
  }
})

// This is the last test: what is frozen stays so.
it('is seen where a prototype takes no more members', () => {
  const realm = realmNow()
  Object.preventExtensions(Transform.prototype)
  expect(realm.isDamaged()).toBe(true)
})
