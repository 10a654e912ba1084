/** Counts the rows of a column that answer a question, where all have a value: the shortest loops of all. @module */

import { CHUNK, chunk, loadChunk } from './chunks.ts'
import { type ColumnAnswer, isNone } from './column-answer.ts'
import type { PlainColumn } from './queried-field.ts'

export function countInColumn(column: PlainColumn, rows: number, answer: ColumnAnswer): number {
  if (isNone(answer)) return 0
  const { low, high, marks } = answer
  let sum = 0
  for (let start = 0; start < rows; start += CHUNK) {
    const size = Math.min(CHUNK, rows - start)
    loadChunk(column, start, size)
    sum += marks === undefined ? countBetween(low, high, size) : countMarked(marks, size)
  }
  return sum
}

function countBetween(low: number, high: number, size: number): number {
  let count = 0
  for (let i = 0; i < size; i++) {
    const value = chunk[i] as number
    count += low <= value && value <= high ? 1 : 0
  }
  return count
}

function countMarked(marks: Uint8Array, size: number): number {
  let count = 0
  for (let i = 0; i < size; i++) count += marks[chunk[i] as number] as number
  return count
}
