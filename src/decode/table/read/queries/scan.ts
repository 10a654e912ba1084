/** Answers a question by a look at each row, in the order of the rows. @module */

import { CHUNK, chunk, loadChunk } from './chunks.ts'
import { type ColumnAnswer, columnAnswer, isNone } from './column-answer.ts'
import { countInColumn } from './count-in-column.ts'
import { type FieldQuestion, testOf } from './field-question.ts'
import { type QueriedField, STATE } from './queried-field.ts'
import type { Steps } from './steps.ts'

/** Where the rows go that were found in a chunk, until the next one is looked at. */
const found = new Uint32Array(CHUNK)

/** How many rows answer the question. */
export function countRows(field: QueriedField, question: FieldQuestion): number {
  if (field.column !== undefined && field.states === undefined)
    return countInColumn(field.column, field.rows, columnAnswer(field.column, question))
  let sum = 0
  for (const count of visited(field, question)) sum += count
  return sum
}

/** The first row that answers the question, or -1. */
export function firstRow(field: QueriedField, question: FieldQuestion): number {
  for (const count of visited(field, question)) if (count > 0) return found[0] as number
  return -1
}

/** All rows that answer the question. */
export function* collectRows(field: QueriedField, question: FieldQuestion): Steps<Uint32Array> {
  const parts: Uint32Array[] = []
  let length = 0
  for (const count of visited(field, question)) {
    if (count > 0) parts.push(found.slice(0, count))
    length += count
    yield
  }
  const rows = new Uint32Array(length)
  let at = 0
  for (const part of parts) {
    rows.set(part, at)
    at += part.length
  }
  return rows
}

/** Looks at chunk after chunk, and tells how many rows of it lie in `found` now. */
function* visited(field: QueriedField, question: FieldQuestion): Generator<number, void> {
  const { rows, column, states } = field
  const test = testOf(question)
  const answer = column && columnAnswer(column, question)
  if (answer !== undefined && isNone(answer) && states === undefined) return
  for (let start = 0; start < rows; start += CHUNK) {
    const size = Math.min(CHUNK, rows - start)
    if (column === undefined || answer === undefined) {
      yield readChunk(field, test, start, size)
      continue
    }
    if (!isNone(answer)) loadChunk(column, start, size)
    const { low, high, marks } = answer
    if (states !== undefined) yield withStates(field, states, answer, test, start, size)
    else yield marks === undefined ? between(low, high, start, size) : marked(marks, start, size)
  }
}

function between(low: number, high: number, start: number, size: number): number {
  let count = 0
  for (let i = 0; i < size; i++) {
    const value = chunk[i] as number
    found[count] = start + i
    count += low <= value && value <= high ? 1 : 0
  }
  return count
}

function marked(marks: Uint8Array, start: number, size: number): number {
  let count = 0
  for (let i = 0; i < size; i++) {
    found[count] = start + i
    count += marks[chunk[i] as number] as number
  }
  return count
}

function withStates(
  { read }: QueriedField,
  states: Uint8Array,
  answer: ColumnAnswer,
  test: (value: unknown) => boolean,
  start: number,
  size: number,
): number {
  const { low, high, marks, state } = answer
  let count = 0
  for (let i = 0; i < size; i++) {
    const row = start + i
    const its = states[row] as number
    found[count] = row
    if (its === STATE.there) {
      const value = chunk[i] as number
      if (marks === undefined) count += low <= value && value <= high ? 1 : 0
      else count += marks[value] as number
    } else if (its === state) count++
    else if (its === STATE.elsewhere && test(read(row))) count++
  }
  return count
}

function readChunk(
  { read, states }: QueriedField,
  test: (value: unknown) => boolean,
  start: number,
  size: number,
): number {
  let count = 0
  for (let row = start; row < start + size; row++) {
    if (states?.[row] === STATE.gone || !test(read(row))) continue
    found[count++] = row
  }
  return count
}
