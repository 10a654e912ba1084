/** Makes bytes of fixed data: text becomes UTF-8, any value of JSON but text its document; bytes stay. @module */

import { types } from 'node:util'

/** Bytes, text, or what JSON has a form for. An `object` is checked at run time: types can't tell JSON from other objects. */
export type FixedData = Uint8Array | string | number | boolean | null | object

/** @throws TypeError that tells where the data is no JSON, and never what stands there */
export function encoded(data: unknown): Uint8Array {
  // A copy: the caller's may change.
  if (types.isUint8Array(data)) return new Uint8Array(data)
  return new TextEncoder().encode(typeof data === 'string' ? data : documentOf(data))
}

function documentOf(data: unknown): string {
  let fault: string | undefined
  // `JSON.stringify` hands over what `toJSON` gave, so each member is looked up as it was before.
  function check(this: object, key: string): unknown {
    const value = (this as Record<string, unknown>)[key]
    const isLeftOut = value === undefined && key !== '' && !Array.isArray(this)
    if (!isLeftOut && !isJson(value)) fault ??= `${kindOf(value)}${key === '' ? '' : ` at \`${key}\``}`
    return fault === undefined ? value : undefined
  }
  try {
    const document = JSON.stringify(data, check)
    if (fault === undefined) return document
  } catch {
    fault = 'one that holds itself, or nests too deep'
  }
  throw new TypeError(`fixed: expected \`data\` to be a Uint8Array, text or a value of JSON, got ${fault}`)
}

function isJson(value: unknown): boolean {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return true
  if (typeof value === 'number') return Number.isFinite(value)
  if (typeof value !== 'object') return false
  return (
    !('toJSON' in value && typeof value.toJSON === 'function') && (Array.isArray(value) || isPlain(value))
  )
}

/** Is it of no class? Told by its shape, since each realm has an `Object` of its own. */
function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}

const kindOf = (value: unknown): string => {
  if (typeof value === 'number') return String(value)
  if (typeof value !== 'object' || value === null) return typeof value
  return types.isProxy(value) ? 'object' : `an object of the class ${value.constructor?.name ?? '(none)'}`
}
