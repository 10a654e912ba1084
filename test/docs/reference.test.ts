/** The reference says what the docstrings say, of every option that there is. @module */

import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { pageOf } from '../../scripts/reference/page.mjs'
import { SECTIONS } from '../../scripts/reference/sections.mjs'

const page: string = await pageOf()

test('docs/reference.md is written from the present docstrings', () => {
  expect(readFileSync('docs/reference.md', 'utf8')).toBe(page)
})

test('each option says what it does', () => {
  const rows = page.split('\n').filter((line) => line.startsWith('| `'))
  expect(rows.length).toBeGreaterThan(100)
  expect(rows.filter((row) => row.endsWith('|  |'))).toEqual([])
})

test('each interface of options that an entry point exports is in it', () => {
  const entries = ['index', 's3', 'otel', 'inspect', 'testing', 'health', 'dashboard', 'fastify'].map(
    (door) => `src/${door}.ts`,
  )
  const exported = entries.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/\b(?!type\b)(\w+Options)\b/g)].map(([, name]) => name),
  )
  const listed = new Set(SECTIONS.flatMap(({ from }: { from: object }) => Object.values(from).flat()))
  // These are made of other forms, or others extend them.
  const known = new Set(['TwoStepOptions', 'StrategyOptions'])
  expect([...new Set(exported)].filter((name) => !listed.has(name) && !known.has(name as string))).toEqual([])
})
