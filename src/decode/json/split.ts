/**
 * Splits a JSON document, as it comes, into texts that are small: the members of one container at a time. It finds its way by
 * brackets, commas and quotes alone; whoever parses the texts finds what is malformed in them.
 *
 * @module
 */

import { TermError } from '../../base/errors.ts'
import { CLOSE, type Cut, type Cutter, cutter, MEMBERS, OPEN_ARRAY, OPEN_OBJECT } from './cut.ts'
import { ARRAY_START, type Bracket, type Marks, type ScanState, scan } from './scan.ts'
import { slidingWindow, type Window } from './window.ts'

// A piece takes half a millisecond to parse, or two where names are many and short.
const PIECE_BYTES = 32 * 1024

/** Each open container takes memory here and in the other thread; only an attacker opens more. */
const MOST_LEVELS = 2 ** 20

const ascii = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0))
const BRACKETS = [ascii('['), ascii(']')] as const
const BRACES = [ascii('{'), ascii('}')] as const
const HOLE = ascii('null')
const BOM = [0xef, 0xbb, 0xbf]

export interface Splitter {
  /** The cuts that end within the chunk. */
  push(chunk: Uint8Array): Cut[]
  /** The cuts that were left at the end of the document. */
  end(): Cut[]
}

interface Split extends ScanState {
  readonly pieceBytes: number
  readonly cuts: Cutter
  window: Window
  /**
   * For each depth, the bracket of a container, where it is, and where its latest member begins. The document is the one
   * member of an array of our own.
   */
  readonly brackets: Bracket[]
  readonly openedAt: number[]
  readonly memberAt: number[]
  depth: number
  /** How deep the container is whose members are being split, where the rest of them begins, and what came before that. */
  level: number
  restAt: number
  before: 'bracket' | 'comma' | 'container'
}

/**
 * Containers that are larger than a piece are opened, and their members come piece by piece. All others stay whole, and so
 * does a string, whatever its size.
 *
 * Both methods throw a TermError `ERR_TERM_DESERIALIZE` where brackets or commas are out of place, or nest too deep.
 */
export function splitter(pieceBytes = PIECE_BYTES): Splitter {
  const { slide } = slidingWindow(4 * pieceBytes)
  const split: Split = {
    pieceBytes,
    cuts: cutter(pieceBytes),
    window: slide(0, new Uint8Array()),
    brackets: [ARRAY_START],
    openedAt: [0],
    memberAt: [0],
    depth: 0,
    level: 0,
    restAt: 0,
    before: 'bracket',
    isInString: false,
    isEscaped: false,
  }
  let size = 0
  return {
    push(chunk) {
      split.window = slide(split.restAt, chunk)
      size += chunk.length
      scanLatest(split, chunk.length)
      return split.cuts.take(false)
    },
    end() {
      if (split.depth > 0 || split.isInString) throw malformed(size)
      members(split, size, false)
      return split.cuts.take(true)
    },
  }
}

// V8 optimizes a function that is called often sooner, and for longer, than one that loops for long.
const SCANNED_AT_ONCE = 4096

function scanLatest(split: Split, length: number): void {
  const { bytes, end } = split.window
  for (let from = end - length; from < end; from += SCANNED_AT_ONCE) {
    scan(split, bytes, from, Math.min(from + SCANNED_AT_ONCE, end), MARKS)
  }
}

const MARKS: Marks<Split> = {
  opened(split, at, bracket) {
    const position = split.window.origin + at
    if (split.depth === MOST_LEVELS) throw refused(`nests more than ${MOST_LEVELS} levels deep`, position)
    split.depth++
    split.brackets[split.depth] = bracket
    split.openedAt[split.depth] = position
    split.memberAt[split.depth] = position + 1
    if (isFull(split, position)) shorten(split, position)
  },
  closed(split, at, bracket) {
    const position = split.window.origin + at
    if (split.depth === 0 || split.brackets[split.depth] !== bracket) throw malformed(position)
    if (split.depth === split.level) close(split, position)
    split.depth--
  },
  comma(split, at) {
    const position = split.window.origin + at
    split.memberAt[split.depth] = position + 1
    if (split.depth > split.level) {
      if (isFull(split, position)) shorten(split, position)
    } else if (split.depth === 0) {
      throw malformed(position)
    } else if (split.before === 'container' || isFull(split, position)) {
      cutAt(split, position)
    }
  },
}

const isFull = ({ restAt, pieceBytes }: Split, position: number): boolean => position - restAt >= pieceBytes

/** Cuts off the members that are whole. Where none is, the member itself is too large, and is opened. */
function shorten(split: Split, position: number): void {
  while (split.depth > split.level && isFull(split, position)) {
    const latest = split.memberAt[split.level] as number
    if (latest > split.restAt) cutAt(split, latest - 1)
    else open(split, split.openedAt[split.level + 1] as number)
  }
}

function cutAt(split: Split, comma: number): void {
  members(split, comma, false)
  split.restAt = comma + 1
  split.before = 'comma'
}

function open(split: Split, position: number): void {
  if (split.before === 'container') throw malformed(position)
  const [begin, end] = signsOf(split)
  split.level++
  const step = split.brackets[split.level] === ARRAY_START ? OPEN_ARRAY : OPEN_OBJECT
  const text = textUntil(split, position)
  split.cuts.add(step, position - text.length, begin, text, HOLE, end)
  split.restAt = position + 1
  split.before = 'bracket'
}

function close(split: Split, position: number): void {
  members(split, position, true)
  split.cuts.add(CLOSE, position)
  split.level--
  split.restAt = position + 1
  split.before = 'container'
}

/** The text between the beginning of the rest and a comma or closing bracket. */
function members(split: Split, until: number, isLast: boolean): void {
  const { before, cuts } = split
  const text = textUntil(split, until)
  const isNone = isBlank(text)
  const mayBeNone = before === 'container' || (isLast && before === 'bracket')
  if (isNone ? !mayBeNone : before === 'container') throw malformed(until)
  const [begin, end] = signsOf(split)
  if (!isNone) cuts.add(MEMBERS, until - text.length, begin, text, end)
}

const signsOf = ({ brackets, level }: Split) => (brackets[level] === ARRAY_START ? BRACKETS : BRACES)

function textUntil({ window, restAt }: Split, position: number): Uint8Array {
  const text = window.bytes.subarray(restAt - window.origin, position - window.origin)
  return restAt === 0 && BOM.every((byte, i) => text[i] === byte) ? text.subarray(BOM.length) : text
}

// RFC 8259, 2: the white space of JSON, which is not that of Unicode.
const isWhite = (byte: number): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09

const isBlank = (text: Uint8Array): boolean => text.every(isWhite)

const malformed = (position: number): TermError => refused('is not valid JSON', position)

const refused = (what: string, position: number): TermError =>
  new TermError('ERR_TERM_DESERIALIZE', `The payload ${what}: see byte ${position}`, { stage: 'decode' })
