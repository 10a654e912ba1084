/** The numbers in the titles of tests mean something: each stands in the catalogue, `test/README.md`. @module */

import { expect, test } from 'vitest'
import { filesBelow, read } from './sources.ts'

/** A promise, a fault, what a rival got wrong, a case of OTP's supervisors. */
const NUMBER = /\b(?:P\d{1,2}|F\d{2}|R\d{1,2}|SC\d{1,2})\b/g

const comments = /\/\*[\s\S]*?\*\/|\/\/.*/g
const titles = /(['"`])(?:P\d|F\d\d|R\d|SC\d)(?:(?!\1).)*/g

const listed = [...read('test/README.md').matchAll(/^\| ([A-Z]+\d+) \|/gm)].map(([, number]) =>
  String(number),
)

/** The numbers in comments, and where a text begins with one. */
function citedIn(text: string): string[] {
  const places = [...text.matchAll(comments), ...text.matchAll(titles)].map(([place]) => place)
  return places.flatMap((place) => place.match(NUMBER) ?? [])
}

const cited = ['test', 'machines', 'src', 'bench', 'examples']
  .flatMap(filesBelow)
  .filter((file) => file !== 'test/house/catalogue.test.ts')
  .flatMap((file) => citedIn(read(file)).map((number) => ({ number, file })))

test('every number that a title or a comment cites is in the catalogue', () => {
  expect(cited.filter(({ number }) => !listed.includes(number))).toEqual([])
})

test('every number of the catalogue is cited', () => {
  const numbers = new Set(cited.map(({ number }) => number))
  expect(listed.filter((number) => !numbers.has(number))).toEqual([])
})

test('no number is given twice', () => {
  expect(listed.filter((number, at) => listed.indexOf(number) !== at)).toEqual([])
})

test.each([
  ['/** P33: a secret. @module */', ['P33']],
  ['// As in F04 and SC9.', ['F04', 'SC9']],
  ["it('F13 F21 a body', run)", ['F13', 'F21']],
  ["it('reads V8 and S3', run)", []],
])('numbers are seen in %s', (text, numbers) => {
  expect(citedIn(text)).toEqual(numbers)
})
