/**
 * Checks options by what they have to be: a record, a flag, a name, a count, one of several, a function, a signal, a schema.
 *
 * @module
 */

import type { StandardSchemaV1 } from '@standard-schema/spec'
import { didYouMean } from './did-you-mean.ts'
import { isPromise, unexpected } from './unexpected.ts'

/**
 * The text of a URL that was given as text or as a `URL`, which is known by its shape: each realm has a class of its own.
 */
export function hrefOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  const { href, protocol } = Object(value) as Partial<URL>
  return typeof href === 'string' && typeof protocol === 'string' ? href : undefined
}

/** Checks that a value is a plain object and, where `keys` are given, that it has no others. */
export function checkRecord(of: string, option: string, value: unknown, keys?: readonly string[]): void {
  checkFields(of, option, value, 'an object')
  const unknown = keys && Object.keys(value).find((key) => !keys.includes(key))
  if (unknown === undefined || keys === undefined) return
  throw unexpected(of, option, `made of ${keys.join(', ')}`, unknown, didYouMean(unknown, keys))
}

/** Checks that a value is an object with fields. A map or a promise has none, and would pass for an empty object. */
export function checkFields(
  of: string,
  option: string,
  value: unknown,
  expected: string,
  hint?: string,
): asserts value is object {
  if (typeof value !== 'object' || value === null) throw unexpected(of, option, expected, value, hint)
  if (isPromise(value)) throw unexpected(of, option, expected, value, 'await it first')
  checkReadable(of, option, value)
  if (!(Symbol.iterator in value)) return
  const isKeyed = !Array.isArray(value) && 'get' in value
  throw unexpected(of, option, expected, value, isKeyed ? 'make it one by `Object.fromEntries`' : hint)
}

/** A getter or a trap that throws must not be met where nobody says which option it is of. */
function checkReadable(of: string, option: string, value: object): void {
  let field = option
  try {
    void (Symbol.iterator in value)
    for (const key of Object.keys(value)) {
      field = option === 'options' ? key : `${option}.${key}`
      void value[key as never]
    }
  } catch (cause) {
    throw new TypeError(`${of}: expected \`${field}\` to be readable, and reading it threw`, { cause })
  }
}

/** Checks a boolean, which is `false` when it is left out. */
export function checkFlag(of: string, option: string, value: unknown): boolean {
  if (value === undefined || typeof value === 'boolean') return value ?? false
  throw unexpected(of, option, 'a boolean', value)
}

/** Clients take `.` and `..` out of paths. */
const NAME = /^(?!\.{1,2}$)[\w.-]{1,100}$/

export const isName = (value: unknown): value is string => typeof value === 'string' && NAME.test(value)

/** Checks a name, which goes into ids, paths, metrics and logs. */
export function checkName(of: string, option: string, value: unknown): string {
  if (isName(value)) return value
  throw unexpected(of, option, 'up to 100 letters, digits and . _ -, and neither . nor ..', value)
}

export function checkCount(of: string, option: string, value: unknown): number {
  if (Number.isSafeInteger(value) && (value as number) >= 1) return value as number
  throw unexpected(of, option, 'a whole number, at least 1', value)
}

export function checkOneOf<const S extends string>(
  of: string,
  option: string,
  value: unknown,
  all: readonly S[],
): S {
  const found = all.find((one) => one === value)
  if (found !== undefined) return found
  throw unexpected(of, option, `one of ${all.join(', ')}`, value, didYouMean(value, all))
}

const isFunction = (value: unknown): boolean => typeof value === 'function'

type AnyFunction<R> = (...args: never[]) => R

export function checkFunction<F extends AnyFunction<unknown>>(
  of: string,
  option: string,
  value: unknown,
): F | undefined {
  if (value === undefined || typeof value === 'function') return value as F | undefined
  throw unexpected(of, option, 'a function', value)
}

export function checkSignal(of: string, option: string, value: unknown): AbortSignal | undefined {
  if (value === undefined) return undefined
  const signal = Object(value) as Partial<AbortSignal>
  // A signal is known by its shape: a test environment may bring a class of its own.
  const { aborted, addEventListener, removeEventListener } = signal
  if (typeof aborted === 'boolean' && [addEventListener, removeEventListener].every(isFunction))
    return value as AbortSignal
  throw unexpected(of, option, 'an AbortSignal', value)
}

const isSchema = (value: unknown): value is StandardSchemaV1 =>
  typeof (Object(value) as Partial<StandardSchemaV1>)['~standard']?.validate === 'function'

export function checkSchema(of: string, option: string, value: unknown): StandardSchemaV1 | undefined {
  if (value === undefined) return undefined
  if (isSchema(value)) return value
  const hint = typeof value === 'function' ? 'a function of yours goes into `validate`' : undefined
  throw unexpected(of, option, 'a Standard Schema (with `~standard`)', value, hint)
}

/** Checks a function that is no schema: something that is both would never be asked as a schema. */
export function checkJudge<F extends AnyFunction<unknown>>(
  of: string,
  option: string,
  value: unknown,
): F | undefined {
  if (!isSchema(value)) return checkFunction(of, option, value)
  throw unexpected(of, option, 'a function', value, 'a schema goes into `schema`')
}
