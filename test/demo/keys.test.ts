/** What the keys of the demo mean. @module */

import { expect, test } from 'vitest'
import { commandsOf } from '../../examples/demo/keys.ts'

test.each([
  ['b', ['break-or-heal']],
  ['P', ['spoil']],
  ['cc', ['crash', 'crash']],
  ['rq', ['refresh', 'quit']],
  ['\x03', ['quit']],
])('%j means %j', (input, commands) => {
  expect(commandsOf(input)).toEqual(commands)
})

test('other keys mean nothing, arrows and function keys neither', () => {
  for (const input of ['x', ' ', '\r', '\x1b[B', '\x1bOP', '\x1b[C']) expect(commandsOf(input)).toEqual([])
})
