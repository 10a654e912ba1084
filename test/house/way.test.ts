/** The way of a value, as `docs/design.md` lists it, leads through files and functions that are there. @module */

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { importsOf, ROOT, read } from './sources.ts'

const ROW = /^\| (?:\*\*(\w+)\*\* )?\| `([\w/-]+\.ts)`: ((?:`\w+`(?:, )?)+) \|/gm

const section = read('docs/design.md').split('## The way of a value')[1]?.split('\n## ')[0] ?? ''

const stops = [...section.matchAll(ROW)].map(([, step, file, names = '']) => ({
  step,
  file: `src/${file}`,
  names: [...names.matchAll(/`(\w+)`/g)].map(([, name]) => name as string),
}))

test('the way has the four steps of an attempt, in their order', () => {
  expect(stops.flatMap(({ step }) => step ?? [])).toEqual(['probe', 'download', 'decode', 'store'])
})

test.each(stops.map(({ file, names }) => [file, names] as const))('%s does %j', (file, names) => {
  expect(existsSync(join(ROOT, file))).toBe(true)
  const text = read(file)
  expect(names.filter((name) => !new RegExp(`\\b${name}\\b`).test(text))).toEqual([])
})

test('each step begins in the pipeline, and leads into files that it comes to by imports', () => {
  const begins = stops.filter(({ step }) => step !== undefined)
  expect(new Set(begins.map(({ file }) => file))).toEqual(new Set(['src/term/pipeline.ts']))
  const reached = new Set(['src/term/pipeline.ts', 'src/fetch/http.ts', 'src/decode/json.ts'])
  for (const file of reached) {
    for (const { file: target } of importsOf(file)) {
      if (target !== undefined && existsSync(join(ROOT, target))) reached.add(target)
    }
  }
  expect(stops.filter(({ file }) => !reached.has(file))).toEqual([])
})
