/** Gives each different value of a field a code, and each row the code of its value. @module */

import { types } from 'node:util'
import type { StringNode } from '../../../format/columns.ts'
import { CHUNK, chunk, loadChunk } from '../chunks.ts'
import type { Scalar } from '../field-question.ts'
import { type Hashing, hashOfBytes, hashOfValue } from '../hash-value.ts'
import { type PlainColumn, type QueriedField, STATE } from '../queried-field.ts'
import { collectRows } from '../scan.ts'
import { blocks, type Steps } from '../steps.ts'
import { byNumber } from './by-number.ts'

export interface CodedValues {
  /** Below `count`, or one of `NO_VALUE`. */
  readonly codes: Uint8Array | Uint16Array | Uint32Array
  readonly count: number
  hashOf(code: number, hashing: Hashing): number
}

/** What stands instead of a code. */
export const NO_VALUE = { null: 0xffff_fffd, missing: 0xffff_fffe, other: 0xffff_ffff } as const

/** To read so many records takes some hundred microseconds. */
const AT_ONCE = 256

export function* codedValues(field: QueriedField): Steps<CodedValues> {
  const { column, states, hasOthers } = field
  if (column === undefined || column.kind === 'key' || hasOthers) return yield* byReading(field)
  if (column.kind === 'string')
    return {
      codes: states === undefined ? column.codes : yield* ofColumn(field, column, 0),
      ...textsOf(column),
    }
  if (column.kind === 'boolean') {
    const hashOf: CodedValues['hashOf'] = (code, hashing) => hashOfValue(code, hashing)
    return { codes: yield* ofColumn(field, column, 0), count: 2, hashOf }
  }
  const { values, divisor = 1 } = column
  if (values.BYTES_PER_ELEMENT > 2) return yield* ofNumbers(field)
  // There is a code for each number that such a column may hold.
  const count = 2 ** (8 * values.BYTES_PER_ELEMENT)
  if (states === undefined && (types.isUint8Array(values) || types.isUint16Array(values))) {
    const hashOf: CodedValues['hashOf'] = (code, hashing) => hashOfValue(code / divisor, hashing)
    return { codes: values, count, hashOf }
  }
  const isSigned = types.isInt8Array(values) || types.isInt16Array(values)
  const least = isSigned ? -count / 2 : 0
  const codes = yield* ofColumn(field, { ...column, divisor: 1 }, least)
  const hashOf: CodedValues['hashOf'] = (code, hashing) => hashOfValue((code + least) / divisor, hashing)
  return { codes, count, hashOf }
}

const textsOf = ({ bytes, offsets }: StringNode): Pick<CodedValues, 'count' | 'hashOf'> => ({
  count: offsets.length - 1,
  hashOf: (code, hashing) =>
    hashOfBytes(bytes, offsets[code] as number, offsets[code + 1] as number, hashing),
})

/** The codes that a column has itself, with what stands instead of one. */
function* ofColumn({ rows, states }: QueriedField, column: PlainColumn, least: number): Steps<Uint32Array> {
  const codes = new Uint32Array(rows)
  for (let start = 0; start < rows; start += CHUNK) {
    const size = Math.min(CHUNK, rows - start)
    loadChunk(column, start, size)
    for (let i = 0; i < size; i++) codes[start + i] = (chunk[i] as number) - least
    if (states !== undefined) markStates(codes, states, start, size)
    yield
  }
  return codes
}

function markStates(codes: Uint32Array, states: Uint8Array, start: number, size: number): void {
  for (let row = start; row < start + size; row++) {
    const state = states[row]
    if (state === STATE.there) continue
    codes[row] =
      state === STATE.null ? NO_VALUE.null : state === STATE.missing ? NO_VALUE.missing : NO_VALUE.other
  }
}

/** The numbers are put in order, and each different one has the next code. */
function* ofNumbers(field: QueriedField): Steps<CodedValues> {
  const { rows, states, read } = field
  const all = { kind: 'range', low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY } as const
  const sorted = yield* byNumber(field, yield* collectRows(field, all))
  const codes = new Uint32Array(rows)
  const values = new Float64Array(sorted.length)
  let count = 0
  for (const [start, end] of blocks(sorted.length)) {
    for (let i = start; i < end; i++) {
      const row = sorted[i] as number
      const value = read(row) as number
      if (count === 0 || value !== values[count - 1]) values[count++] = value
      codes[row] = count - 1
    }
    yield
  }
  if (states !== undefined) markStates(codes, states, 0, rows)
  return { codes, count, hashOf: (code, hashing) => hashOfValue(values[code], hashing) }
}

/** Reads each record. */
function* byReading({ rows, states, read }: QueriedField): Steps<CodedValues> {
  const codes = new Uint32Array(rows)
  const known = new Map<Scalar, number>()
  for (let row = 0; row < rows; row++) {
    if (row % AT_ONCE === 0) yield
    codes[row] = states?.[row] === STATE.gone ? NO_VALUE.other : codeOf(read(row))
  }
  const values = [...known.keys()]
  return { codes, count: values.length, hashOf: (code, hashing) => hashOfValue(values[code], hashing) }

  function codeOf(value: unknown): number {
    if (value === null) return NO_VALUE.null
    if (value === undefined) return NO_VALUE.missing
    if (typeof value === 'object') return NO_VALUE.other
    const code = known.get(value as Scalar) ?? known.size
    if (code === known.size) known.set(value as Scalar, code)
    return code
  }
}
