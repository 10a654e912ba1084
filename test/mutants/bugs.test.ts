/** The bugs that are planted to try the tests: each kind of them, where it could stand. @module */

import { describe, expect, it } from 'vitest'
import { bugsIn } from '../../scripts/mutants/bugs.mjs'

/** All texts that a planted bug could make of this one. */
const planted = (text: string): string[] =>
  bugsIn(text).map(({ start, end, code }) => text.slice(0, start) + code + text.slice(end))

describe('a bug', () => {
  it.each<[string, string, readonly string[]]>([
    ['of a bound', 'a = b < c', ['a = b <= c']],
    ['of an equality', 'a = b === c', ['a = b !== c']],
    ['of arithmetic', 'a = b - c', ['a = b + c']],
    ['of logic', 'a = b && c', ['a = b || c']],
    ['without the other hand of a default', 'a = b ?? c', ['a = b']],
    ['of a count', 'a += 1', ['a -= 1', 'a += 2']],
    ['of a sign', 'a = -b', ['a = b']],
    ['without a negation', 'a = !b', ['a = b']],
    ['of a flag', 'a = true', ['a = false']],
    ['with the branches exchanged', 'a = b ? c : d', ['a = b ? d : c']],
    ['of a method that has a sibling', 'a = b.find(c)', ['a = b.findLast(c)']],
    ['that does not wait', 'const a = await b', ['const a = b']],
  ])('%s', (_, text, expected) => {
    const meant = planted(text).filter((other) => other !== '{}')
    expect(meant).toEqual(expected)
  })

  it('leaves out a statement, a condition, a branch or the end of a `try`', () => {
    expect(planted('f()')).toEqual(['{}'])
    expect(planted('if (a) f()')).toEqual(['if (!(a)) f()', '{}', 'if (a) {}'])
    expect(planted('if (a) f()\nelse g()')).toContain('g()')
    expect(planted('try { f() } finally { g() }')).toContain('try { f() } finally {}')
  })

  it('turns a condition round once', () => {
    const text = 'if (a === b) c = d'
    expect(planted(text).filter((other) => other.endsWith('c = d'))).toEqual(['if (a !== b) c = d'])
    expect(planted('if (!a) b = c').filter((other) => other.endsWith('b = c'))).toEqual(['if (a) b = c'])
  })
})

it('what does not run has no bugs: types, directives, text', () => {
  expect(planted("'use strict'\ntype A = 1 | -1\nconst a: 1 = b as 1\ninterface B { c: true }")).toEqual([])
  expect(planted("const a = 'b < c && !d'")).toEqual([])
})

it('a bug changes nothing but its place', () => {
  const text = 'function f(a: number): number {\n  // More or less.\n  return a < 1 ? a : g(a, [true])\n}\n'
  for (const other of planted(text)) {
    expect(other).not.toBe(text)
    expect(other.replace(/return .*/, '')).toBe(text.replace(/return .*/, ''))
  }
  expect(planted(text)).toHaveLength(4)
})
