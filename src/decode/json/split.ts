/**
 * Splits a JSON document, as it comes, into texts that are small: the members of one container at a time. It finds its way by
 * brackets, commas and quotes alone; whoever parses the texts finds what is malformed in them.
 *
 * @module
 */

import { TermError } from '../../errors.ts'
import { CLOSE, type Cut, cutter, MEMBERS, OPEN_ARRAY, OPEN_OBJECT } from './cut.ts'
import { ARRAY, type Bracket, type Marks, scan } from './scan.ts'
import { slidingWindow, type Window } from './window.ts'

// Half a millisecond to parse, or two where names are many and short.
const PIECE_BYTES = 32 * 1024

const ascii = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0))
const BRACKETS = [ascii('['), ascii(']')] as const
const BRACES = [ascii('{'), ascii('}')] as const
const HOLE = ascii('null')
const BOM = [0xef, 0xbb, 0xbf]

export interface Splitter {
  /** The cuts that end within the chunk. */
  push(chunk: Uint8Array): Cut[]
  /** The rest of them. */
  end(): Cut[]
}

/**
 * Containers that are larger than a piece are opened, their members come piece by piece; all others stay whole. So does a
 * string, whatever its size.
 *
 * Both methods throw a TermError `ERR_TERM_DESERIALIZE` where brackets or commas are out of place.
 */
export function splitter(pieceBytes = PIECE_BYTES): Splitter {
  const cuts = cutter(pieceBytes)
  const { slide } = slidingWindow(4 * pieceBytes)
  let window: Window = slide(0, new Uint8Array())

  // By depth: the bracket of a container, where it is, and where its latest member begins. The document is the one member of
  // an array of our own.
  const brackets: Bracket[] = [ARRAY]
  const openedAt: number[] = [0]
  const memberAt: number[] = [0]
  let depth = 0
  // How deep the container is whose members are being split, where the rest of them begins, and what came before that.
  let level = 0
  let restAt = 0
  let before: 'bracket' | 'comma' | 'container' = 'bracket'

  const state = { isInString: false, isEscaped: false }
  const marks: Marks = {
    opened(at, bracket) {
      depth++
      brackets[depth] = bracket
      openedAt[depth] = window.origin + at
      memberAt[depth] = window.origin + at + 1
      if (window.origin + at - restAt >= pieceBytes) shorten(window.origin + at)
    },
    closed(at, bracket) {
      if (depth === 0 || brackets[depth] !== bracket) throw malformed(window.origin + at)
      if (depth === level) close(window.origin + at)
      depth--
    },
    comma(at) {
      const position = window.origin + at
      memberAt[depth] = position + 1
      if (depth > level) {
        if (position - restAt >= pieceBytes) shorten(position)
      } else if (depth === 0) {
        throw malformed(position)
      } else if (before === 'container' || position - restAt >= pieceBytes) {
        cutAt(position)
      }
    },
  }

  /** Cuts off what is whole. Where that is nothing, the member itself is too large, and is opened. */
  function shorten(position: number): void {
    while (depth > level && position - restAt >= pieceBytes) {
      const latest = memberAt[level] as number
      if (latest > restAt) cutAt(latest - 1)
      else open(openedAt[level + 1] as number)
    }
  }

  function cutAt(comma: number): void {
    members(comma, false)
    restAt = comma + 1
    before = 'comma'
  }

  function open(position: number): void {
    if (before === 'container') throw malformed(position)
    const [begin, end] = signsOf(level)
    level++
    const step = brackets[level] === ARRAY ? OPEN_ARRAY : OPEN_OBJECT
    cuts.add(step, begin, textUntil(position), HOLE, end)
    restAt = position + 1
    before = 'bracket'
  }

  function close(position: number): void {
    members(position, true)
    cuts.add(CLOSE)
    level--
    restAt = position + 1
    before = 'container'
  }

  /** What stands between the rest's beginning and a comma or closing bracket. */
  function members(until: number, isLast: boolean): void {
    const text = textUntil(until)
    const isNone = isBlank(text)
    const mayBeNone = before === 'container' || (isLast && before === 'bracket')
    if (isNone ? !mayBeNone : before === 'container') throw malformed(until)
    const [begin, end] = signsOf(level)
    if (!isNone) cuts.add(MEMBERS, begin, text, end)
  }

  const signsOf = (level: number) => (brackets[level] === ARRAY ? BRACKETS : BRACES)

  function textUntil(position: number): Uint8Array {
    const text = window.bytes.subarray(restAt - window.origin, position - window.origin)
    return restAt === 0 && BOM.every((byte, i) => text[i] === byte) ? text.subarray(BOM.length) : text
  }

  let size = 0
  return {
    push(chunk) {
      window = slide(restAt, chunk)
      size += chunk.length
      scan(state, window.bytes, window.end - chunk.length, window.end, marks)
      return cuts.take(false)
    },
    end() {
      if (depth > 0 || state.isInString) throw malformed(size)
      members(size, false)
      return cuts.take(true)
    },
  }
}

// RFC 8259, 2: the white space of JSON, which is not that of Unicode.
const isWhite = (byte: number): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09

const isBlank = (text: Uint8Array): boolean => text.every(isWhite)

const malformed = (position: number): TermError =>
  new TermError('ERR_TERM_DESERIALIZE', `The payload is not valid JSON: see byte ${position}`, {
    stage: 'decode',
  })
