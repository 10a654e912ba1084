/** The keys of a fleet: where each document lies in its space, and how names become segments of keys. @module */

import { unexpected } from '../base/unexpected.ts'

// What engines take in keys and their users' permissions in patterns, without the dot that joins segments. `=` escapes.
const PLAIN = /^[\w-]+$/
const KEY = /^[\w=-]+(\.[\w=-]+)*$/
const LONGEST = 1024

/**
 * The keys of a service and its terms. A topic of hints is a key, too.
 *
 * The name of an instance may have several parts, as `host-1/4711`. Each is a segment of its own, so that a user of the
 * engine can be held to the keys of one host.
 */
export const keys = {
  rollout: (service: string, term: string) => keyOf(service, term, 'rollout'),
  pin: (service: string, term: string) => keyOf(service, term, 'pin'),
  /** The topic of hints about a term; without one, the prefix of all that a service has in a space. */
  topic: (service: string, term?: string) => (term === undefined ? keyOf(service) : keyOf(service, term)),
  vote: (service: string, term: string, rollout: string, instance: string) =>
    keyOf(service, term, rollout, ...instance.split('/')),
  /** The prefix of the votes of one rollout. */
  votes: (service: string, term: string, rollout: string) => keyOf(service, term, rollout),
  /** The topic by which stewards hear that there is something to count; nobody else listens to it. */
  votesTopic: (service: string, term: string) => keyOf(service, term, 'votes'),
  /** What a publisher writes to be told the time. */
  clock: (service: string) => keyOf(service, 'clock'),
  /** The instance whose vote lies there; `undefined` for a key that no name makes. */
  voter: (key: string) => instanceIn(namesInKey(key)?.slice(3)),
  status: (service: string, instance: string) => keyOf(service, ...instance.split('/')),
  /** The instance whose report lies there; `undefined` likewise. */
  reporter: (key: string) => instanceIn(namesInKey(key)?.slice(1)),
  /** What a report of many terms refers to: it lasts as long as a vote, and lies where a vote of no rollout would. */
  listing: (service: string, instance: string) => keyOf(service, '-', 'terms', ...instance.split('/')),
  /** `id` sorts by time. */
  audit: (service: string, term: string, id: string) => keyOf(service, term, id),
} as const

/** Joins names as the segments of a key; what a segment can't have is escaped as `=2E`. */
export const keyOf = (...names: readonly [string, ...string[]]): string => names.map(segmentOf).join('.')

/** The names that a key was made of; `undefined` for one that is made of none, as whoever has a password may write it. */
export function namesInKey(key: string): string[] | undefined {
  try {
    return key.split('.').map((segment) => decodeURIComponent(segment.replaceAll('=', '%')))
  } catch {
    return undefined
  }
}

/** Its parts are segments: none has a slash. */
const instanceIn = (parts: readonly string[] = []): string | undefined =>
  parts.length === 0 || parts.some((part) => part.includes('/')) ? undefined : parts.join('/')

function segmentOf(name: string): string {
  if (typeof name !== 'string' || name === '') throw unexpected('fleet', 'name', 'text with content', name)
  if (PLAIN.test(name)) return name
  return Array.from(Buffer.from(name), (byte) => {
    const character = String.fromCharCode(byte)
    return PLAIN.test(character) ? character : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`
  }).join('')
}

/** @throws TypeError on what no engine could hold */
export function checkControlKey(of: string, option: string, value: unknown): string {
  if (typeof value === 'string' && value.length <= LONGEST && KEY.test(value)) return value
  throw unexpected(of, option, 'segments of letters, digits, `_`, `-` and `=`, joined by dots', value)
}
