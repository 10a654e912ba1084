/** Takes anything that was thrown to pieces: what it is called, what it says, and where it comes from. @module */

import { types } from 'node:util'
import { placeOf } from './place.ts'

export interface Thrown {
  /** A name such as `TypeError`; `undefined` where the name says nothing. */
  readonly name: string | undefined
  /** Its message, and those of its causes. */
  readonly messages: readonly string[]
  readonly place: string | undefined
}

const CAUSES = 2
const NAME = /^[A-Za-z]\w{0,63}$/

/**
 * Takes to pieces what was thrown, which may be anything, a proxy that throws included. What can't be read says nothing.
 */
export function takenApart(thrown: unknown): Thrown {
  try {
    return read(thrown)
  } catch {
    return { name: undefined, messages: ['something that can not be read was thrown'], place: undefined }
  }
}

function read(thrown: unknown): Thrown {
  if (!isError(thrown)) {
    const message = typeof thrown === 'string' ? thrown : `no error was thrown, but ${kindOf(thrown)}`
    return { name: undefined, messages: [message], place: undefined }
  }
  const { name } = thrown
  const isTelling = typeof name === 'string' && name !== 'Error' && NAME.test(name)
  return { name: isTelling ? name : undefined, messages: messagesOf(thrown, CAUSES), place: placeOf(thrown) }
}

interface ErrorLike {
  readonly message: string
  readonly name?: unknown
  readonly stack?: unknown
  readonly cause?: unknown
  readonly errors?: unknown
}

// An error is known by its shape: it may come from another realm.
const isError = (thrown: unknown): thrown is ErrorLike =>
  typeof thrown === 'object' && thrown !== null && 'message' in thrown && typeof thrown.message === 'string'

const kindOf = (thrown: unknown): string => (thrown === null ? 'null' : typeof thrown)

function messagesOf(error: ErrorLike, depth: number): string[] {
  const { name, cause, errors } = error
  const own = spoken(error.message, name)
  // An AggregateError may have no message of its own.
  const inner = cause ?? (Array.isArray(errors) ? errors[0] : undefined)
  const inners = depth > 0 && isError(inner) ? messagesOf(inner, depth - 1) : []
  return [own, ...inners.filter((message) => !own.includes(message))].filter((message) => message !== '')
}

/**
 * The same without what V8's parsers quote of a document in their messages, since whoever prints an error prints its cause as
 * well. Any other is returned as it is.
 */
export function unquoted(thrown: unknown): unknown {
  try {
    if (!types.isNativeError(thrown)) return thrown
    const { message, name, stack = '' } = thrown
    const said = spoken(message, name)
    if (said === message) return thrown
    const value = stack.replace(message, () => said)
    return Object.defineProperty(new SyntaxError(said), 'stack', {
      value,
      configurable: true,
      writable: true,
    })
  } catch {
    return undefined
  }
}

// V8's parsers quote what they read, however short it is.
const spoken = (message: string, name: unknown): string =>
  name === 'SyntaxError'
    ? message
        .replace(/".*"/s, '"…"')
        .replace(/(?<=Cannot convert ).*(?= to a BigInt)/s, '…')
        .replace(/(?<=regular expression: )\/.*\//s, '/…/')
    : message
