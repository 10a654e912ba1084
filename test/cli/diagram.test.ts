/** `everterm diagram` of the machines: what is drawn of the code, as the package has it. @module */

import { expect, it, test } from 'vitest'
import { read } from '../house/sources.ts'
import { everterm } from '../support/everterm.ts'

test.each([
  [[], 'term.txt'],
  [['supervisor'], 'supervisor.txt'],
  [['partition', '--as', 'mermaid'], 'partition.mmd'],
  [['rollout', '--as', 'mermaid'], 'rollout.mmd'],
  [['tree'], 'tree.txt'],
  [['flow', '--as', 'svg'], 'flow.svg'],
])('%j is diagrams/%s', async (words, file) => {
  const { code, stdout } = await everterm('diagram', ...words)
  expect(code).toBe(0)
  expect(stdout).toBe(read(`diagrams/${file}`))
})

it('knows what was meant', async () => {
  const { code, stderr } = await everterm('diagram', 'supervsor')
  expect(code).toBe(2)
  expect(stderr).toContain('did you mean `supervisor`?')
  const unlike = await everterm('diagram', 'quux')
  expect(unlike.stderr).toBe(
    'everterm: nothing is drawn of `quux`\nthere are term, supervisor, partition, rollout, tree, flow\n',
  )
})

it('says what is drawn in one form only', async () => {
  expect(await everterm('diagram', 'flow')).toEqual({
    code: 2,
    stdout: '',
    stderr: 'everterm: `flow` is drawn as mermaid and svg only\nadd `--as svg` or `--as mermaid`\n',
  })
})
