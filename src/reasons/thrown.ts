/** Anything that was thrown, taken to pieces: what it is called, what it says, and where it comes from. @module */

import { placeOf } from './place.ts'

export interface Thrown {
  /** `TypeError`; `undefined` where the name says nothing. */
  readonly name: string | undefined
  /** What it says, and what its causes say. */
  readonly messages: readonly string[]
  readonly place: string | undefined
}

const CAUSES = 2
const NAME = /^[A-Za-z]\w{0,63}$/

/** It may be anything, a trap too: what can't be read says nothing. */
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

// Not by its class: it may come from another realm.
const isError = (thrown: unknown): thrown is ErrorLike =>
  typeof thrown === 'object' && thrown !== null && 'message' in thrown && typeof thrown.message === 'string'

const kindOf = (thrown: unknown): string => (thrown === null ? 'null' : typeof thrown)

function messagesOf(error: ErrorLike, depth: number): string[] {
  const { name, cause, errors } = error
  const own = spoken(error.message, name)
  // An AggregateError may have no word of its own.
  const inner = cause ?? (Array.isArray(errors) ? errors[0] : undefined)
  const inners = depth > 0 && isError(inner) ? messagesOf(inner, depth - 1) : []
  return [own, ...inners.filter((message) => !own.includes(message))].filter((message) => message !== '')
}

// The parsers of V8 quote what they read.
const spoken = (message: string, name: unknown): string =>
  name === 'SyntaxError'
    ? message
        .replace(/".*"/s, '"…"')
        .replace(/(?<=Cannot convert ).*(?= to a BigInt)/s, '…')
        .replace(/(?<=regular expression: )\/.*\//s, '/…/')
    : message
