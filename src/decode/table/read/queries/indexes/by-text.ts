/** Puts rows into the order of their texts. @module */

import type { StringNode } from '../../../format/columns.ts'
import { encodeWtf8 } from '../../../format/wtf8.ts'
import type { QueriedField } from '../queried-field.ts'
import { blocks, type Steps } from '../steps.ts'
import { sortedTexts, type Texts } from './sort-texts.ts'

/** The text of each row as a code. */
interface Coded extends Texts {
  readonly codes: Uint32Array
}

/** The rows, all of which have a text, in the order of these; equal ones stay as they are. */
export function* byText({ column, hasOthers, read }: QueriedField, rows: Uint32Array): Steps<Uint32Array> {
  const texts =
    column?.kind === 'string' && !hasOthers ? yield* known(column, rows) : yield* coded(read, rows)
  const { codes, offsets } = texts
  // As many rows as have each text, then where those of each text begin.
  const places = new Uint32Array(offsets.length - 1)
  for (const [start, end] of blocks(rows.length)) {
    for (let i = start; i < end; i++) places[codes[i] as number] = (places[codes[i] as number] as number) + 1
    yield
  }
  let sum = 0
  for (const code of yield* sortedTexts(texts, placesWith(places))) {
    const count = places[code] as number
    places[code] = sum
    sum += count
  }
  const sorted = new Uint32Array(rows.length)
  for (const [start, end] of blocks(rows.length)) {
    for (let i = start; i < end; i++) {
      const code = codes[i] as number
      const place = places[code] as number
      places[code] = place + 1
      sorted[place] = rows[i] as number
    }
    yield
  }
  return sorted
}

/** Where there is something. */
function placesWith(counts: Uint32Array): Uint32Array {
  const places = new Uint32Array(counts.length)
  let length = 0
  for (let place = 0; place < counts.length; place++) if (counts[place] !== 0) places[length++] = place
  return places.subarray(0, length)
}

function* known(column: StringNode, rows: Uint32Array): Steps<Coded> {
  const codes = new Uint32Array(rows.length)
  for (const [start, end] of blocks(rows.length)) {
    for (let i = start; i < end; i++) codes[i] = column.codes[rows[i] as number] as number
    yield
  }
  return { codes, bytes: column.bytes, offsets: column.offsets }
}

/** Makes a dictionary of the texts of these rows. */
function* coded(read: QueriedField['read'], rows: Uint32Array): Steps<Coded> {
  const byText = new Map<string, number>()
  const codes = new Uint32Array(rows.length)
  let characters = 0
  for (let i = 0; i < rows.length; i++) {
    const text = read(rows[i] as number) as string
    const code = byText.get(text) ?? byText.size
    codes[i] = code
    if (code === byText.size) {
      byText.set(text, code)
      characters += text.length
    }
    if (i % AT_ONCE === 0) yield
  }
  const bytes = new Uint8Array(characters * 3)
  const offsets = new Uint32Array(byText.size + 1)
  let code = 0
  let filled = 0
  for (const text of byText.keys()) {
    filled += encodeWtf8(text, bytes.subarray(filled))
    offsets[++code] = filled
    if (code % AT_ONCE === 0) yield
  }
  return { codes, bytes, offsets }
}

/** To read so many records takes some hundred microseconds. */
const AT_ONCE = 256
