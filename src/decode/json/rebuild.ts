/** Puts together what a JSON document was cut into, with the outcome that `JSON.parse` has for the whole. @module */

import { setOwn } from '../handover/own-property.ts'
import { CLOSE, type Cut, MEMBERS, OPEN_ARRAY } from './cut.ts'
import { parsePiece } from './parse.ts'

type Container = unknown[] | Record<string, unknown>

interface Open {
  /** What its parent holds it by; `undefined` in an array. */
  readonly key: string | undefined
  readonly isArray: boolean
  /** `undefined` before its first members. */
  container: Container | undefined
}

export interface Rebuilder {
  take(cut: Cut): void
  /** The document, once all its cuts were taken. */
  value(): unknown
}

/** Both methods throw a TermError `ERR_TERM_DESERIALIZE` for what `JSON.parse` refuses. */
export function rebuilder(): Rebuilder {
  let open: Open = { key: undefined, isArray: true, container: undefined }
  const outer: Open[] = []

  function step(step: number, text: Uint8Array): void {
    if (step === MEMBERS) {
      add(open, parsePiece(text) as Container)
    } else if (step === CLOSE) {
      const { key, isArray, container = isArray ? [] : {} } = open
      open = outer.pop() as Open
      add(open, key === undefined ? [container] : { [key]: container })
    } else {
      outer.push(open)
      const hole = parsePiece(text) as Container
      const [key] = Array.isArray(hole) ? [] : Object.keys(hole)
      open = { key, isArray: step === OPEN_ARRAY, container: undefined }
    }
  }

  return {
    take({ bytes, steps }) {
      let at = 0
      for (let i = 0; i < steps.length; i += 2) {
        const length = steps[i + 1] as number
        step(steps[i] as number, bytes.subarray(at, at + length))
        at += length
      }
    },
    value: () => (open.container as unknown[])[0],
  }
}

function add(open: Open, members: Container): void {
  if (open.container === undefined) {
    open.container = members
  } else if (Array.isArray(members)) {
    const array = open.container as unknown[]
    for (const member of members) array.push(member)
  } else {
    merge(open.container as Record<string, unknown>, members)
  }
}

/** As in one text: a key that was there keeps its place and gets the later value. */
function merge(into: Record<string, unknown>, members: Record<string, unknown>): void {
  for (const key of Object.keys(members)) setOwn(into, key, members[key])
}
