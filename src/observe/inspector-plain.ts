/** What an inspector may see of XState's inspection events: small plain facts, never a payload. @module */

import type { AnyActorRef, InspectionEvent } from 'xstate'
import { errorFields } from './error-fields.ts'

const DEPTH = 4
const ENTRIES = 50
const TEXT = 200

/** Fields that carry what an actor worked on: of these, text is not shown. */
const WORK: ReadonlySet<string> = new Set(['output', 'data', 'input'])

interface Limits {
  readonly depth: number
  readonly text: number
}

const shorten = (text: string, limit: number): string =>
  text.length <= limit ? text : `${text.slice(0, limit)}… (${text.length} characters)`

const className = (value: object): string => value.constructor?.name ?? 'Object'

const isPlain = (value: object): boolean =>
  Array.isArray(value) ||
  Object.getPrototypeOf(value) === Object.prototype ||
  Object.getPrototypeOf(value) === null

const hasToJson = (value: object): value is { toJSON(): unknown } =>
  'toJSON' in value && typeof value.toJSON === 'function'

function plainObject(value: object, limits: Limits): unknown {
  const inner = { ...limits, depth: limits.depth - 1 }
  if (value instanceof Error) return errorFields(value)
  if (limits.depth === 0 || ArrayBuffer.isView(value)) return `[${className(value)}]`
  // A handle says itself what may be seen of it.
  if (hasToJson(value)) return plain(value.toJSON(), { ...inner, text: TEXT })
  if (!isPlain(value)) return `[${className(value)}]`
  const entries = Object.entries(value).slice(0, ENTRIES)
  if (Array.isArray(value)) return entries.map(([, item]) => plain(item, inner))
  return Object.fromEntries(
    entries.map(([key, item]) => [key, plain(item, WORK.has(key) ? { ...inner, text: 0 } : inner)]),
  )
}

/** A copy as plain JSON: bounded in depth, breadth and text; what is no plain data is named by its class. */
export function plain(value: unknown, limits: Limits = { depth: DEPTH, text: TEXT }): unknown {
  if (typeof value === 'string') return shorten(value, limits.text)
  if (typeof value === 'bigint' || typeof value === 'symbol') return String(value)
  if (typeof value === 'function') return `[${value.name || 'function'}]`
  return typeof value === 'object' && value !== null ? plainObject(value, limits) : value
}

type SnapshotEvent = Extract<InspectionEvent, { type: '@xstate.snapshot' }>
type Snapshot = SnapshotEvent['snapshot']

const childIds = (children: unknown): object =>
  Object.fromEntries(Object.keys(Object(children)).map((id) => [id, { id }]))

function plainSnapshot(snapshot: Snapshot): Snapshot {
  const { status, value, context, children, tags, output, input, error } = snapshot as unknown as Record<
    string,
    unknown
  >
  const seen = { value, context, output, input, error, tags: tags instanceof Set ? [...tags] : undefined }
  return { status, ...(plain(seen) as object), children: childIds(children) } as unknown as Snapshot
}

// An inspector reads an actor later than it is told of it, so it is given what can be read now.
const plainActor = ({ id, sessionId, _parent, getSnapshot, ...ref }: AnyActorRef): AnyActorRef =>
  ({
    id,
    sessionId,
    _parent: _parent && { sessionId: _parent.sessionId },
    logic: 'logic' in ref ? ref.logic : undefined,
    getSnapshot,
  }) as unknown as AnyActorRef

/** The event as an inspector may see it, `undefined` for the kinds that none shows. */
export function plainInspection(event: InspectionEvent): InspectionEvent | undefined {
  switch (event.type) {
    case '@xstate.actor': {
      const snapshot = plainSnapshot(event.actorRef.getSnapshot())
      return {
        ...event,
        actorRef: { ...plainActor(event.actorRef), getSnapshot: () => snapshot } as AnyActorRef,
      }
    }
    case '@xstate.event':
      return { ...event, event: plain(event.event) as SnapshotEvent['event'] }
    case '@xstate.snapshot':
      return {
        ...event,
        event: plain(event.event) as SnapshotEvent['event'],
        snapshot: plainSnapshot(event.snapshot),
      }
    default:
      return undefined
  }
}
