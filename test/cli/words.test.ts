/** Sizes, spans and tables as people read them. @module */

import { describe, expect, it, test } from 'vitest'
import { progressInWords } from '../../src/cli/fetch/progress-line.ts'
import { hasColours } from '../../src/cli/terminal.ts'
import { inColumns } from '../../src/cli/words/columns.ts'
import { parseSize, sizeInWords } from '../../src/serve/words/size.ts'
import { sinceInWords, spanInWords } from '../../src/serve/words/span.ts'
import { versionInWords } from '../../src/serve/words/version.ts'

test.each([
  ['512', 512],
  ['64MiB', 64 * 2 ** 20],
  ['64 mib', 64 * 2 ** 20],
  ['1.5kB', 1500],
  ['2GiB', 2 ** 31],
  ['0', undefined],
  ['12 parsecs', undefined],
  ['MiB', undefined],
  ['-1', undefined],
])('the size %s is %s bytes', (text, bytes) => {
  expect(parseSize(text)).toBe(bytes)
})

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.0 kB'],
  [8_123_456, '8.1 MB'],
  [99_960, '100 kB'],
  [999_600, '1.0 MB'],
  [204_600_000, '205 MB'],
  [5e15, '5000 TB'],
])('%i bytes are %s', (bytes, words) => {
  expect(sizeInWords(bytes)).toBe(words)
})

test.each([
  [0, '0 ms'],
  [865.2, '865 ms'],
  [999.7, '1.0 s'],
  [9_940, '9.9 s'],
  [12_400, '12 s'],
  [59_960, '1 min'],
  [3_600_000, '1 h'],
  [7_800_000, '2 h 10 min'],
  [90_000_000, '1 d 1 h'],
])('%s ms are %s', (ms, words) => {
  expect(spanInWords(ms)).toBe(words)
})

test.each([
  [undefined, '-'],
  ['"7fa90b11"', '7fa90b11'],
  ['W/"7fa90b11"', '7fa90b11'],
  ['Sun, 29 Nov 2026 22:14:14 GMT', '2026-11-29 22:14:14'],
  ['a-version-of-many-letters', 'a-version-of-many-l…'],
])('the version %s is %s', (version, words) => {
  expect(versionInWords(version)).toBe(words)
})

test('a moment is ago, or ahead', () => {
  expect([sinceInWords(1_000, 3_000), sinceInWords(63_000, 3_000)]).toEqual(['2.0 s ago', 'in 1 min'])
})

test('progress tells the share where the size is known, the rate in any case', () => {
  expect(progressInWords(5e6, 20e6, 1_000)).toBe('5.0 MB of 20.0 MB (25 %), 5.0 MB/s, 3.0 s left')
  expect(progressInWords(5e6, undefined, 1_000)).toBe('5.0 MB, 5.0 MB/s')
  expect(progressInWords(5e6, 1e6, 1_000)).toBe('5.0 MB, 5.0 MB/s')
})

describe('a table', () => {
  const plain = (_style: string, text: string) => text
  const rows = [
    [{ text: 'prices' }, { text: 'idle' }],
    [{ text: 'geo' }, { text: 'a very long reason' }],
  ]

  it('has its columns below each other, and no blanks at the end', () => {
    expect(inColumns(['TERM', 'STATE'], rows, plain)).toEqual([
      'TERM    STATE',
      'prices  idle',
      'geo     a very long reason',
    ])
  })

  it('ends where the terminal does', () => {
    expect(inColumns(['TERM', 'STATE'], rows, plain, 16)[2]).toBe('geo     a very …')
    expect(inColumns(['TERM', 'STATE'], rows, plain, 4)[1]).toBe('pri…')
  })
})

describe('colours', () => {
  it.each([
    [{ isTTY: true }, {}, true],
    [{ isTTY: false }, {}, false],
    [{ isTTY: true }, { NO_COLOR: '1' }, false],
    [{ isTTY: true }, { NO_COLOR: '' }, true],
    [{ isTTY: false }, { FORCE_COLOR: '1' }, true],
    [{ isTTY: true }, { FORCE_COLOR: '0' }, false],
    [{ isTTY: true }, { NO_COLOR: '1', FORCE_COLOR: '1' }, false],
    [{ isTTY: true }, { TERM: 'dumb' }, false],
  ])('of %j under %j: %j', (stream, env, has) => {
    expect(hasColours(stream as { isTTY: boolean }, env)).toBe(has)
  })
})
