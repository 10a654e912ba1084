/** A payload in zstd where neither the runtime nor a package knows it. @module */

import type zlib from 'node:zlib'
import { expect, it, vi } from 'vitest'
import { decompress } from '../../src/decode/decompress.ts'
import { isPoison } from '../../src/gate/poison.ts'
import { options } from '../support/coded.ts'

vi.mock('node:zlib', async (importOriginal) => {
  const original = await importOriginal<{ default: typeof zlib }>()
  return { ...original, default: { ...original.default, createZstdDecompress: undefined } }
})

vi.mock('fzstd', () => {
  throw new Error("Cannot find package 'fzstd'")
})

const FRAME = Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0x20, 0, 1, 0, 0)

it.each([
  ['a transport coding', options({ encoding: 'zstd' })],
  ['a payload', options()],
])('says what can read it as %s', async (_, how) => {
  const error = await decompress(FRAME, how).catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({
    code: 'ERR_TERM_ENCODING',
    message: expect.stringMatching(/`npm install fzstd xxhash-wasm`, or run Node 22\.15 or newer/),
    cause: expect.any(Error),
  })
  expect(isPoison(error)).toBe(true)
})

it('leaves it alone when payloads are to stay as they are', async () => {
  expect(await decompress(FRAME, options({ auto: false }))).toBe(FRAME)
})
