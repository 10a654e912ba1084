/** The example of the inspector, in a process of its own. @module */

import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { compileExamples, run } from '../support/compiled-examples.ts'
import { webSocketSink } from '../support/web-socket-sink.ts'

let inspect: string
beforeAll(async () => {
  inspect = join(await compileExamples('inspect-test'), 'inspect.js')
}, 60_000)

test('prints the states of terms, groups and the root', async () => {
  const example = run(inspect, ['--seconds', '0.2'])
  expect(await example.ended).toBe(0)
  expect(example.output).toMatch(/^words#0 is probing after xstate\.init$/m)
  expect(example.output).toMatch(/^words#0 is idle after xstate\.done\.actor\..*storing$/m)
  expect(example.output).toMatch(/^missing#0 is backoff after /m)
  expect(example.output).toMatch(/^lists#0 is running after /m)
  expect(example.output).toMatch(/^root is stopped after /m)
})

test('sends the tree to an inspector on a socket', async () => {
  await using sink = await webSocketSink()
  const example = run(inspect, ['--url', sink.url, '--seconds', '0.5'])
  await sink.has(10)
  expect(await example.ended).toBe(0)
  expect(sink.received.some((text) => text.includes('"name":"words#0"'))).toBe(true)
})
