/** Reads what an earlier process had remembered of refused payloads: it was on a disk, so nothing is taken for granted. @module */

import { codeFacts, type TermErrorCode } from '../base/error-codes.ts'
import type { Stage } from '../base/errors.ts'
import type { Trace } from '../reasons/index.ts'
import type { Kept, RefusedFailure } from './quarantine.ts'

/** The entries that are whole; `undefined` where there is none. */
export function keptIn(value: unknown): Kept | undefined {
  const { refused, seen } = fieldsOf(value)
  const kept = { refused: listOf(refused, refusedIn), seen: listOf(seen, sightingIn) }
  return kept.refused.length === 0 ? undefined : kept
}

const fieldsOf = (value: unknown) => Object(value) as Readonly<Record<string, unknown>>

const listOf = <T>(value: unknown, read: (one: unknown) => T | undefined): readonly T[] =>
  Array.isArray(value) ? value.flatMap((one: unknown) => read(one) ?? []) : []

const isText = (value: unknown): value is string => typeof value === 'string'
const orUndefined = (value: unknown): string | undefined => (isText(value) ? value : undefined)

function refusedIn(value: unknown): Kept['refused'][number] | undefined {
  const { digest, version, why, at, beside, pinned, lasting, accepted, rule, failure } = fieldsOf(value)
  if (!isText(digest) || !isText(why) || !Number.isFinite(at)) return undefined
  return {
    digest,
    why,
    at: at as number,
    ...(beside !== undefined && { beside: { version: orUndefined(fieldsOf(beside).version) } }),
    ...(isText(pinned) && { pinned }),
    ...(lasting === true && { lasting }),
    ...(accepted === true && { accepted }),
    ...(isText(version) && { version }),
    ...(isText(rule) && { rule }),
    failure: failureIn(failure),
  }
}

function failureIn(value: unknown): RefusedFailure | undefined {
  const { code, message, stage, hopeless, cause } = fieldsOf(value)
  if (!isText(code) || codeFacts(code as TermErrorCode) === undefined || !isText(message)) return undefined
  return {
    code: code as TermErrorCode,
    message,
    stage: orUndefined(stage) as Stage | undefined,
    hopeless: hopeless === true,
    cause: traceIn(cause),
  }
}

function traceIn(value: unknown): Trace | undefined {
  const { name, message, stack } = fieldsOf(value)
  return isText(name) && isText(message) && isText(stack) ? { name, message, stack } : undefined
}

function sightingIn(value: unknown): Kept['seen'][number] | undefined {
  const { name, digest, isProven } = fieldsOf(value)
  return isText(name) && isText(digest) ? { name, digest, isProven: isProven === true } : undefined
}
