/** The numbers in the titles of tests mean something: each stands in the catalogue, `test/README.md`. @module */

import { describe, expect, test } from 'vitest'
import { catalogueOf } from '../../scripts/faults/catalogue.mjs'
import { numbersOf } from '../../scripts/faults/numbers.mjs'
import { isOpen, pageOf } from '../../scripts/faults/page.mjs'
import { broken } from '../../scripts/faults/results.mjs'
import { citations, citationsIn } from '../../scripts/faults/titles.mjs'
import { filesBelow, read } from './sources.ts'

/** A promise, a fault, what a rival got wrong, a case of OTP's supervisors. */
const NUMBER = /\b(?:P\d{1,2}|F\d{2}|R\d{1,2}|SC\d{1,2})\b/g

const comments = /\/\*[\s\S]*?\*\/|\/\/.*/g

const catalogue = catalogueOf(read('test/README.md'))
const listed = catalogue.groups.flatMap(({ rows }) => rows.map(({ number }) => number))
const cited = citations()
const shown = new Set(cited.map(({ number }) => number))

const inComments = (text: string): string[] =>
  [...text.matchAll(comments)].flatMap(([place]) => place.match(NUMBER) ?? [])

test('every number that a title cites is in the catalogue', () => {
  expect(cited.filter(({ number }) => !listed.includes(number))).toEqual([])
})

test('every number that a comment cites is in the catalogue', () => {
  const places = ['test', 'machines', 'src', 'bench', 'examples']
    .flatMap(filesBelow)
    .filter((file) => !file.startsWith('test/house/'))
    .flatMap((file) => inComments(read(file)).map((number) => ({ number, file })))
  expect(places.filter(({ number }) => !listed.includes(number))).toEqual([])
})

test('every number of the catalogue is cited by a title, or it is said why not', () => {
  expect(listed.filter((number) => !shown.has(number) && !catalogue.notShown.has(number))).toEqual([])
})

test('what is said not to be shown is in the catalogue, and no title shows it', () => {
  const reasons = [...catalogue.notShown]
  expect(reasons.filter(([number]) => !listed.includes(number))).toEqual([])
  expect(reasons.filter(([number, why]) => shown.has(number) && !isOpen(why))).toEqual([])
})

test('no number is given twice', () => {
  expect(listed.filter((number, at) => listed.indexOf(number) !== at)).toEqual([])
})

test.each([
  ['F20: a 304', ['F20'], 'a 304'],
  ['F13 F21 a body', ['F13', 'F21'], 'a body'],
  ['F12, S20: is clamped', ['F12', 'S20'], 'is clamped'],
  ['S3: a body that trickles', ['S3'], 'a body that trickles'],
  ['S3 says nothing of F20', [], 'S3 says nothing of F20'],
  ['SC9 one more', ['SC9'], 'one more'],
  ['reads V8', [], 'reads V8'],
])('numbers are seen at the beginning of `%s`', (title, numbers, rest) => {
  expect(numbersOf(title)).toEqual({ numbers, rest })
})

describe('a citation is seen', () => {
  const seen = (text: string) => citationsIn('a.test.ts', text).map(({ number, title }) => [number, title])

  test.each([
    ["describe('P1: a term', () => it('lives on', run))", [['P1', 'a term › lives on']]],
    ["it.skipIf(no)('F02: there is no network', run)", [['F02', 'there is no network']]],
    ["it.each([['F15 a circle', 1]])('%s', run)", [['F15', 'a circle']]],
    [`it.each(rows)(\`R3: after \${1} s\`, run)`, [['R3', 'after … s']]],
    ['/** P33: no secret. @module */', [['P33', 'no secret.']]],
    ["it('tells', () => expect(text).toBe('of F20'))", []],
  ])('in %s', (text, expected) => {
    expect(seen(text)).toEqual(expected)
  })
})

test('the page says what holds, what is open, and what is not shown', () => {
  const rows = ['F01', 'F02', 'F03'].map((number) => ({ number, text: 'It breaks.', expected: 'It lives.' }))
  const groups = [{ section: 'Faults', table: 'The world', rows }]
  const notShown = new Map([['F02', 'It is being built.'], ['F03', 'It needs a moon.']]) // biome-ignore format: one line
  const page = pageOf({ groups, notShown }, [
    { number: 'F01', file: 'test/a/b.test.ts', title: 'a <thing>', isWholeFile: false },
  ])
  expect(page).toContain('| F01 | It breaks. | It lives. | holds: [1 title](#f01) |')
  expect(page).toContain('| F02 | It breaks. | It lives. | open: It is being built. |')
  expect(page).toContain('| F03 | It breaks. | It lives. | not shown: It needs a moon. |')
  expect(page).toContain('- [a/b](../test/a/b.test.ts): a \\<thing\\>')
})

test('a number holds where a test of it passed and none failed', () => {
  const result = (title: string, status: string) => ({ ancestorTitles: ['P1: a term'], title, status })
  const testResults = [
    {
      name: '/x/test/a.test.ts',
      assertionResults: [result('F01: one', 'passed'), result('F02: two', 'failed')],
    },
    { name: '/x/test/b.test.ts', assertionResults: [result('F03: three', 'skipped')] },
  ]
  const byFile = new Map([['test/b.test.ts', ['F05']]])
  expect(broken({ testResults }, ['F01', 'F02', 'F03', 'F04', 'F05'], byFile)).toEqual([
    'F02: a test failed',
    'F03: every test was skipped',
    'F04: no test of the report has it in its title',
    'F05: every test was skipped',
  ])
})
