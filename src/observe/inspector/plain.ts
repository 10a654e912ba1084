/** Makes of XState's inspection events what an inspector may see: small plain facts, never a payload. @module */

import { types } from 'node:util'
import type { AnyActor, AnyEventObject, InspectionEvent } from 'xstate'
import { errorFields } from '../error-fields.ts'

const DEPTH = 4
const ENTRIES = 50
const TEXT = 200

interface Limits {
  readonly depth: number
  readonly text: number
}

/** Fields that carry what an actor worked on. Numbers in them are facts; text, and anything deeper, may be payload. */
const WORK: ReadonlySet<string> = new Set(['output', 'data', 'input'])
const WORK_LIMITS: Limits = { depth: 1, text: 0 }

const shorten = (text: string, limit: number): string =>
  text.length <= limit ? text : `${text.slice(0, limit)}… (${text.length} characters)`

const className = (value: object): string => value.constructor?.name ?? 'Object'

/** Is it a plain object, of whichever realm? The prototype of one has no prototype itself. */
function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value)
  return Array.isArray(value) || prototype === null || Object.getPrototypeOf(prototype) === null
}

const hasToJson = (value: object): value is { toJSON(): unknown } =>
  'toJSON' in value && typeof value.toJSON === 'function'

function plainObject(value: object, limits: Limits): unknown {
  const inner = { ...limits, depth: limits.depth - 1 }
  if (types.isNativeError(value)) return errorFields(value)
  // Bytes are looked at before handles, because a Buffer's `toJSON` returns all its bytes.
  if (ArrayBuffer.isView(value)) return `[${className(value)}]`
  // A handle's `toJSON` says what may be seen of it.
  if (hasToJson(value)) return plain(value.toJSON(), { ...limits, text: TEXT })
  if (limits.depth === 0 || !isPlain(value)) return `[${className(value)}]`
  const entries = Object.entries(value).slice(0, ENTRIES)
  if (Array.isArray(value)) return entries.map(([, item]) => plain(item, inner))
  return Object.fromEntries(
    entries.map(([key, item]) => [key, plain(item, WORK.has(key) ? WORK_LIMITS : inner)]),
  )
}

/**
 * Copies a value as plain JSON, bounded in depth, breadth and text. What is no plain data is replaced by the name of its
 * class.
 */
function plain(value: unknown, limits: Limits = { depth: DEPTH, text: TEXT }): unknown {
  if (typeof value === 'string') return shorten(value, limits.text)
  if (typeof value === 'bigint' || typeof value === 'symbol') return String(value)
  if (typeof value === 'function') return `[${value.name || 'function'}]`
  return typeof value === 'object' && value !== null ? plainObject(value, limits) : value
}

type Snapshot = Extract<InspectionEvent, { type: '@xstate.snapshot' }>['snapshot']

const childIds = (children: unknown): object =>
  Object.fromEntries(Object.keys(Object(children)).map((id) => [id, { id }]))

function plainSnapshot(snapshot: Snapshot): Snapshot {
  const { status, children, tags, ...rest } = snapshot as unknown as Record<string, unknown>
  const { value, context, output, input, error } = rest
  const seen = { value, context, output, input, error, tags: types.isSet(tags) ? [...tags] : undefined }
  return { status, ...(plain(seen) as object), children: childIds(children) } as unknown as Snapshot
}

// An inspector reads an actor some time after it hears of it, when nobody would catch an error.
function laterSnapshot(actor: AnyActor): Snapshot {
  try {
    return plainSnapshot(actor.getSnapshot())
  } catch {
    return { status: 'active' } as Snapshot
  }
}

function plainActor(actor: AnyActor): AnyActor {
  const { id, sessionId, logic, _parent } = actor
  return { id, sessionId, logic, _parent, getSnapshot: () => laterSnapshot(actor) } as AnyActor
}

/** The event as an inspector may see it; `undefined` for the kinds that no inspector shows. */
export function plainInspection(event: InspectionEvent): InspectionEvent | undefined {
  switch (event.type) {
    case '@xstate.actor':
      return { ...event, actorRef: plainActor(event.actorRef as AnyActor) }
    case '@xstate.event':
      return { ...event, event: plain(event.event) as AnyEventObject }
    case '@xstate.snapshot':
      return {
        ...event,
        event: plain(event.event) as AnyEventObject,
        snapshot: plainSnapshot(event.snapshot),
      }
    default:
      return undefined
  }
}
