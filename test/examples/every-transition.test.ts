/** The example that leads a term over every transition of its chart runs as a person runs it, and names what is left out. @module */

import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { compileExamples, run } from '../support/compiled-examples.ts'

let script: string
beforeAll(async () => {
  script = join(await compileExamples('every-transition-test'), 'every-transition.js')
}, 60_000)

/** The example after a change of its text. */
async function changed(name: string, from: string | RegExp, to: string): Promise<string> {
  const other = script.replace(/\.js$/, `-${name}.js`)
  const source = await readFile(script, 'utf8')
  expect(source).toMatch(from)
  await writeFile(other, source.replace(from, to))
  return other
}

test('each path passes, and together they go over every transition', async () => {
  const example = run(script)
  expect(await example.ended, example.output).toBe(0)
  // The term may be in five conditions, eight things may happen in each, in two ways; and one test looks at all.
  expect(example.output).toMatch(/^(?:# |ℹ )pass 81$/m)
}, 30_000)

test('a transition that no path goes over is named', async () => {
  const example = run(await changed('cut-short', /^ *'nine come to a locked shelf':.*\n/m, ''))
  expect(await example.ended).toBe(1)
  expect(example.output).toMatch(/^(?:# |ℹ )fail 1$/m)
  expect(example.output).toContain("'storing --failed--> backoff'")
}, 30_000)

test('a bug in an overridable is found by a path', async () => {
  const example = run(await changed('with-a-bug', 'if (world.locked)', 'if (shelf.size > 0 && world.locked)'))
  expect(await example.ended).toBe(1)
  expect(example.output).toMatch(/(?:not ok \d+ -|✖) nine come to a locked shelf in time/)
}, 30_000)
