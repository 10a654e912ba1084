/**
 * Yields the texts that a value is made of, whatever it is: bytes, an object, a map, a table. Names of fields aren't
 * among them.
 *
 * @module
 */

import { types } from 'node:util'

const PART = 2 ** 16

/** A value with more members isn't looked through: it may be endless. */
const MOST_MEMBERS = 10_000_000

/** A value that is too large to be looked through, or that runs in circles. */
class Endless extends Error {}

/**
 * Yields all texts, each byte as a character (`latin1`), and long ones in parts that overlap by `overlap`.
 *
 * @throws Endless, and whatever a getter throws
 */
export function* textsOf(value: unknown, overlap: number): Generator<string> {
  const open: Iterator<unknown>[] = [[value][Symbol.iterator]()]
  const seen = new WeakSet<object>()
  for (let count = 0; open.length > 0; count++) {
    if (count > MOST_MEMBERS) throw new Endless('too many members')
    const { done, value: member } = open.at(-1)?.next() ?? { done: true }
    if (done) open.pop()
    else if (typeof member === 'string') yield* partsOf(binary(member), overlap)
    else if (ArrayBuffer.isView(member)) yield* bytePartsOf(member, overlap)
    else if (types.isNativeError(member)) yield binary(member.message)
    else if (typeof member === 'number' || typeof member === 'bigint') yield String(member)
    else if (typeof member === 'object' && member !== null && !seen.has(member)) {
      seen.add(member)
      open.push(membersOf(member))
    }
  }
}

/**
 * The members of something that can be walked through (a list, a map, a set, a table), or else the values of its own
 * fields.
 */
function membersOf(whole: object): Iterator<unknown> {
  if (Symbol.iterator in whole && typeof whole[Symbol.iterator] === 'function')
    return (whole as Iterable<unknown>)[Symbol.iterator]()
  return Object.values(whole)[Symbol.iterator]()
}

function* partsOf(text: string, overlap: number): Generator<string> {
  for (let at = 0; at === 0 || at + overlap < text.length; at += PART)
    yield text.slice(at, at + PART + overlap)
}

function* bytePartsOf(view: ArrayBufferView, overlap: number): Generator<string> {
  const bytes = Buffer.from(view.buffer, view.byteOffset, view.byteLength)
  for (let at = 0; at < bytes.length; at += PART) yield bytes.toString('latin1', at, at + PART + overlap)
}

/** The bytes of a text in UTF-8, each as a character. */
export const binary = (text: string): string => Buffer.from(text).toString('latin1')
