/** Numbers of the scanner become TypeScript as they are, or not at all. @module */

import { expect, test } from 'vitest'
import { sharedNumbers } from '../../scripts/wasm/shared-numbers.mjs'

const HEAD = `/**
 * What the tests have
 * in common. They stand here only: nobody else has them.
 *
 * @module
 */
`

const file = (...lines: readonly string[]): string => `${HEAD}\n${lines.join('\n')}\n`

test('a namespace becomes an object, with its comments', () => {
  const text = file(
    '/** How it ends. */',
    'export namespace Status {',
    '  export const DONE: i32 = 0',
    '  /** Nothing is left. */',
    '  export const TOO_FULL: u32 = 3',
    '}',
  )
  expect(sharedNumbers(text, 'some.ts')).toBe(`/**
 * What the tests have in common.
 *
 * Written by \`npm run wasm\`, of \`assembly/some.ts\`.
 *
 * @module
 */

/** How it ends. */
export const STATUS = {
  done: 0,
  /** Nothing is left. */
  tooFull: 3,
} as const
`)
})

test.each([
  '  export const SIZE: usize = 4',
  '  export const DONE: i32 = 0x10',
  '  export const DONE: i32 = NEXT',
  'let state: i32 = 0',
  'export function one(): i32 {',
])('a line that is no shared number is refused: %s', (line) => {
  expect(() => sharedNumbers(file('export namespace Status {', line, '}'), 'some.ts')).toThrow(
    `some.ts has a line that is no shared number: ${line}`,
  )
})

test('a file that begins otherwise is refused', () => {
  expect(() => sharedNumbers('/** Something else. @module */\n', 'some.ts')).toThrow(
    "some.ts doesn't begin as a file of shared numbers does",
  )
})
