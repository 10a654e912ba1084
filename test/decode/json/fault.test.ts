/** Finds where a text stops being JSON, as V8 does where V8 tells. @module */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { faultIn } from '../../../src/decode/json/fault.ts'

const isJson = (text: string) => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

describe('the place of a fault', () => {
  it.each<[string, number]>([
    ['<!doctype html>', 0],
    ['  <html>', 2],
    ['', 0],
    ['{"a":1,}', 7],
    ['[1,]', 3],
    ['[1 2]', 3],
    ['{"a" 1}', 5],
    ['{a:1}', 1],
    ['{"a":1]', 6],
    ['[1}', 2],
    ['[1', 2],
    ['{"a":', 5],
    ['1 2', 2],
    ['[01]', 2],
    ['{"a":"b', 5],
    ['["\\x"]', 1],
    ['["a\nb"]', 1],
    ['[nul]', 1],
    [':', 0],
    ['{"a":1 "b":2}', 7],
  ])('of %j is %i', (text, at) => {
    expect(faultIn(text)).toBe(at)
  })

  it('is there exactly where V8 refuses the text', () => {
    const pieces = fc.array(
      fc.constantFrom(
        '[',
        ']',
        '{',
        '}',
        ',',
        ':',
        '"a"',
        '1',
        '-0.5e3',
        'true',
        'null',
        ' ',
        '01',
        '"\\u12"',
      ),
      { maxLength: 12, size: 'max' },
    )
    const json = fc.json({ maxDepth: 4 })
    let good = 0
    fc.assert(
      fc.property(
        fc.oneof(
          json,
          pieces.map((all) => all.join('')),
          fc.tuple(json, fc.nat()).map(cut),
        ),
        (text) => {
          if (isJson(text)) good++
          expect(faultIn(text) === undefined).toBe(isJson(text))
        },
      ),
      { numRuns: 3_000 },
    )
    expect(good).toBeGreaterThan(0)
  })

  it('is found in a string of many megabytes', () => {
    expect(faultIn(`["${'\\n'.repeat(2 ** 21)}" x]`)).toBe(2 ** 22 + 4)
  })
})

const cut = ([text, at]: [string, number]) => text.slice(0, at % (text.length + 1))
