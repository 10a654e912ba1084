/** zstd where the runtime has none. @module */

import type zlib from 'node:zlib'
import { expect, it, vi } from 'vitest'
import { decompress } from '../../src/decode/decompress.ts'
import { options } from '../support/coded.ts'

vi.mock('node:zlib', async (importOriginal) => {
  const original = await importOriginal<{ default: typeof zlib }>()
  return { ...original, default: { ...original.default, createZstdDecompress: undefined } }
})

const FRAME = Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0x20, 0, 1, 0, 0)

it.each([
  ['a transport coding', options({ encoding: 'zstd' })],
  ['a payload', options()],
])('says which Node.js can read it as %s', async (_, how) => {
  await expect(decompress(FRAME, how)).rejects.toMatchObject({
    code: 'ERR_TERM_ENCODING',
    message: expect.stringContaining('Node 22.15 or newer'),
  })
})

it('leaves it alone when payloads are to stay as they are', async () => {
  expect(await decompress(FRAME, options({ auto: false }))).toBe(FRAME)
})
