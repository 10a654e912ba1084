/** The decisions of the design page can be linked to, each by an id of its own. @module */

import { expect, test } from 'vitest'
import { read } from '../house/sources.ts'

const page = read('docs/design.md')
const [, decisions = ''] = /^## Decisions\n([\s\S]*?)^## /m.exec(page) ?? []
const rows = decisions.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| Decision |'))

test('every decision begins with its id', () => {
  expect(rows.length).toBeGreaterThan(100)
  expect(rows.filter((row) => !/^\| <a id="d-[a-z0-9-]+"><\/a>\*\*/.test(row))).toEqual([])
})

test('no two have the same id', () => {
  const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id)
  expect(ids).toEqual([...new Set(ids)])
})

test('the glossary has ten words', () => {
  const [, words = ''] = /^## Ten words of the house\n([\s\S]*?)^## /m.exec(page) ?? []
  expect(words.match(/^\| \*\*/gm)).toHaveLength(10)
})
