/** Puts together what a JSON document was cut into, with the outcome that `JSON.parse` has for the whole. @module */

import { TermError } from '../../base/errors.ts'
import { setOwn } from '../../base/own-property.ts'
import { CLOSE, type Cut, MEMBERS, OPEN_ARRAY } from './cut.ts'
import { parsePiece } from './parse.ts'

type Container = unknown[] | Record<string, unknown>

interface Open {
  /** The name by which its parent holds it; `undefined` in an array. */
  readonly key: string | undefined
  readonly isArray: boolean
  /** `undefined` before its first members. */
  container: Container | undefined
  /** How many members it has got. */
  size: number
}

/** The most members of an array and of an object. */
export interface Bounds {
  readonly items: number
  readonly names: number
}

/**
 * An array grows by half, and V8 ends the process when one asks for 2^27 places. V8 counts the properties of an object with
 * 23 bits: measured, each further one beyond 8,388,607 takes two seconds.
 */
const MOST: Bounds = { items: 2 ** 26, names: 8_000_000 }

export interface Rebuilder {
  take(cut: Cut): void
  /** The document, once all its cuts were taken. */
  value(): unknown
}

/**
 * Both methods throw a TermError `ERR_TERM_DESERIALIZE` for what `JSON.parse` refuses; `take` also `ERR_TERM_TOO_LARGE` for
 * arrays and objects of more members than V8 is good for.
 */
export function rebuilder(most = MOST): Rebuilder {
  let open: Open = { key: undefined, isArray: true, container: undefined, size: 0 }
  const outer: Open[] = []

  function step(step: number, text: Uint8Array, place: number): void {
    if (step === MEMBERS) {
      add(open, parsePiece(text, place) as Container, most)
    } else if (step === CLOSE) {
      const { key, isArray, container = isArray ? [] : {} } = open
      open = outer.pop() as Open
      add(open, key === undefined ? [container] : { [key]: container }, most)
    } else {
      outer.push(open)
      const hole = parsePiece(text, place) as Container
      const [key] = Array.isArray(hole) ? [] : Object.keys(hole)
      open = { key, isArray: step === OPEN_ARRAY, container: undefined, size: 0 }
    }
  }

  return {
    take({ bytes, steps, places }) {
      let at = 0
      for (let i = 0; i < steps.length; i += 2) {
        const length = steps[i + 1] as number
        step(steps[i] as number, bytes.subarray(at, at + length), places[i / 2] as number)
        at += length
      }
    },
    value: () => (open.container as unknown[])[0],
  }
}

function add(open: Open, members: Container, { items, names }: Bounds): void {
  if (Array.isArray(members)) {
    open.size += members.length
    if (open.size > items) throw tooLarge('An array', items)
    if (open.container === undefined) open.container = members
    else for (const member of members) (open.container as unknown[]).push(member)
  } else {
    const keys = Object.keys(members)
    open.size += keys.length
    if (open.size > names) throw tooLarge('An object', names)
    if (open.container === undefined) open.container = members
    else merge(open.container as Record<string, unknown>, keys, members)
  }
}

/** Puts members in as one text would: a key that was there keeps its place and gets the later value. */
function merge(into: Record<string, unknown>, keys: string[], members: Record<string, unknown>): void {
  for (const key of keys) setOwn(into, key, members[key])
}

const tooLarge = (what: string, most: number): TermError =>
  new TermError('ERR_TERM_TOO_LARGE', `${what} of the payload has more than ${most} members`, {
    stage: 'decode',
  })
