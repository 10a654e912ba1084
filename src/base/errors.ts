/** The error of everterm: one class, a code of a closed list, never a secret or a payload in a message. @module */

import { codeFacts, type TermErrorCode } from './error-codes.ts'
import type { Stage } from './steps.ts'

export type { TermErrorCode } from './error-codes.ts'
export type { Stage } from './steps.ts'

export interface TermErrorOptions {
  /** The name of the term. */
  readonly term?: string | undefined
  readonly stage?: Stage | undefined
  /** The HTTP status, where there was one. */
  readonly status?: number | undefined
  /** How long the origin asked to be left alone, in ms. */
  readonly retryAfterMs?: number | undefined
  /** Whether no further attempt of this process will help. */
  readonly hopeless?: boolean | undefined
  readonly cause?: unknown
}

// Every copy of the package and every realm of a process share this brand, so that `instanceof` holds across them.
const BRAND = Symbol.for('everterm.TermError')

/** The fields that everterm reads of an error of its own. */
const READ = ['code', 'message', 'term', 'stage', 'status', 'retryAfterMs', 'cause'] as const

/**
 * The world failed, not the programmer, whose mistakes are a `TypeError`.
 *
 * Switch on `code`: messages may change. `cause` holds what was caught, and may hold what a message must not.
 */
export class TermError extends Error {
  override readonly name = 'TermError'
  readonly code: TermErrorCode
  readonly term: string | undefined
  readonly stage: Stage | undefined
  readonly status: number | undefined
  readonly retryAfterMs: number | undefined
  /**
   * Whether no further attempt of this process will help: a package, a region or credentials are missing, or the program
   * has a mistake. The term goes on trying, but a start doesn't wait for it.
   */
  readonly hopeless: boolean

  constructor(code: TermErrorCode, message: string, options: TermErrorOptions = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined)
    this.code = code
    this.term = options.term
    this.stage = options.stage
    this.status = options.status
    this.retryAfterMs = options.retryAfterMs
    this.hopeless = options.hopeless === true
    Object.defineProperty(this, BRAND, { value: true })
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    // A class of the user's that extends this one answers as any class does.
    // biome-ignore lint/complexity/noThisInStatic: what matters is which class is asked
    if (this !== TermError) return Function.prototype[Symbol.hasInstance].call(this, value)
    return hasBrand(value) && READ.every((name) => isReadable(value, name))
  }

  /** Whether the term doesn't back off and retry: its incarnation ends, and the supervisor decides what follows. */
  get fatal(): boolean {
    return codeFacts(this.code)?.fatal === true && !isForeign(this)
  }

  /** Whether asking again soon is in vain; the retries are then spread over the longest backoff. */
  get patient(): boolean {
    return codeFacts(this.code)?.patient === true
  }

  /** The parts that a log or an inspector may see: neither cause nor stack. */
  toJSON(): { name: string; code: TermErrorCode; message: string } {
    return { name: this.name, code: this.code, message: this.message }
  }
}

function hasBrand(value: unknown): value is object {
  try {
    return typeof value === 'object' && value !== null && BRAND in value
  } catch {
    // It is a proxy that throws when it is read: anything may have been thrown.
    return false
  }
}

/** Is a field what a `TermError` has there, and does reading it not throw? */
function isReadable(value: object, name: (typeof READ)[number]): boolean {
  try {
    const field = (value as Record<string, unknown>)[name]
    return typeof field === 'string' || (name !== 'code' && name !== 'message')
  } catch {
    return false
  }
}

/** Reads a property of anything that was thrown: `undefined` where there is none, or none that can be read. */
export function fieldOf(thrown: unknown, name: string): unknown {
  try {
    return (Object(thrown) as Record<string, unknown>)[name]
  } catch {
    return undefined
  }
}

/** Makes text of anything that was thrown. */
export function textOf(thrown: unknown): string {
  try {
    return String(thrown)
  } catch {
    return 'something that has no text'
  }
}

/**
 * Did the failure happen to another term, whose value was asked for? Then neither this payload nor this fetcher is to
 * blame.
 */
const isForeign = ({ cause }: TermError): boolean => cause instanceof TermError

/**
 * Makes a `TermError` of anything that was thrown. One that is a `TermError` stays as it is; anything else becomes the
 * cause of a new one.
 */
export function toTermError(
  thrown: unknown,
  code: TermErrorCode,
  message: string,
  options: TermErrorOptions = {},
): TermError {
  return thrown instanceof TermError ? thrown : new TermError(code, message, { ...options, cause: thrown })
}

/** The message without the name of the term, for a place that tells the name already. */
export const plainly = ({ message, term }: TermError): string => message.replace(`[${term}] `, '')

/** The code and the message, without the name of the term. */
export const briefly = (error: TermError): string => `${error.code}: ${plainly(error)}`

/** The beginning of a message about something that an earlier failure led to: the reason comes first. */
export function reasonFirst(failure: TermError | undefined): string {
  if (failure === undefined) return ''
  const { code, cause } = failure
  // Why a payload was refused at first is the reason; that it was then passed over is not.
  if (code === 'ERR_TERM_QUARANTINED' && cause instanceof TermError)
    return `${briefly(cause)}; this version is still offered; `
  return `${briefly(failure)}; `
}

/** The same failure with the name of its term, and of the origin where that is to blame. */
export function named(thrown: unknown, term: string, stage: Stage, origin?: string): TermError {
  const error = toTermError(thrown, 'ERR_TERM_FETCH', `${stage} failed`)
  const isOurs = error.term === term
  if (isOurs && error.stage !== undefined) return error
  const { code, message, status, retryAfterMs, hopeless } = error
  // The error of another term says what happened there; here it is only the cause.
  const isForeign = !isOurs && error.term !== undefined
  const where = isForeign ? '' : from(origin, message)
  return new TermError(code, isOurs ? message : `[${term}] ${where}${message}`, {
    term,
    stage: isForeign ? stage : (error.stage ?? stage),
    status,
    retryAfterMs,
    hopeless: hopeless && !isForeign,
    cause: isForeign ? error : error.cause,
  })
}

/** The same failure with the origin before its message: for an error that is told among those of other origins. */
export function toldOf(origin: string, error: TermError): TermError {
  const { code, message, term, stage, status, retryAfterMs, hopeless, cause } = error
  const where = from(origin, message)
  if (where === '') return error
  return new TermError(code, where + message, { term, stage, status, retryAfterMs, hopeless, cause })
}

const FILE = 'file '

/** Adds the name of the origin, if it is an address (a URL, or the path of a file) and the message doesn't tell it already. */
function from(origin = '', message: string): string {
  const name = origin.startsWith(FILE) ? origin.slice(FILE.length) : origin
  const address = name === origin ? origin.slice(origin.lastIndexOf(' ') + 1) : name
  const isAddress = name !== origin || address.includes('://')
  return isAddress && !message.includes(address) ? `${name}: ` : ''
}
