/** Files stay small enough to be read at one sitting, and say in their first line what they are. @module */

import { describe, expect, test } from 'vitest'
import { filesBelow, read } from './sources.ts'

const MOST_LINES = 300
const MEDIAN_LINES = 100

const code = ['machines', 'src', 'dashboard'].flatMap(filesBelow)
const all = [...code, ...['test', 'bench', 'examples'].flatMap(filesBelow)]

const lines = (file: string): number => read(file).trimEnd().split('\n').length

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

describe('files', () => {
  test('have no more lines than one sitting takes', () => {
    expect(all.filter((file) => lines(file) > MOST_LINES)).toEqual([])
  })

  test('are mostly short', () => {
    expect(median(code.map(lines))).toBeLessThanOrEqual(MEDIAN_LINES)
  })

  test('begin with a sentence about themselves', () => {
    const silent = all.filter(
      (file) => !/^(?:#!.*\n)?\/\*\*(?:(?!\*\/)[\s\S])+@module\s*\*\//.test(read(file)),
    )
    expect(silent).toEqual([])
  })

  test('leave nothing for later', () => {
    const marks = /\bTO[D]O\b|\bFIX[M]E\b/
    expect(all.filter((file) => marks.test(read(file)))).toEqual([])
  })
})
