/** The example of a model test runs as a person runs it, and finds what it is meant to find. @module */

import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { compileExamples, run } from '../support/compiled-examples.ts'

let script: string
beforeAll(async () => {
  script = join(await compileExamples('model-paths-test'), 'model-paths.js')
}, 60_000)

test('each path through the model passes', async () => {
  const example = run(script)
  expect(await example.ended, example.output).toBe(0)
  // The shop may see three things, and six events may happen in each.
  expect(example.output).toMatch(/^(?:# |ℹ )pass 18$/m)
})

test('a bug in an overridable is found by a path', async () => {
  const bug = script.replace(/\.js$/, '-with-a-bug.js')
  const source = await readFile(script, 'utf8')
  await writeFile(bug, source.replace('pieces >= 0', 'pieces >= -1'))
  const example = run(bug)
  expect(await example.ended).toBe(1)
  expect(example.output).toMatch(/not ok \d+ - a negative number comes|✖ a negative number comes/)
})
