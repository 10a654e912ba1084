/** The types of `bytes`, which say no more than TypeScript 5.4 understands. @module */

import { expectTypeOf, it } from 'vitest'
import { bytes, type DecodeInWorker, type SharedBytes } from '../../src/index.ts'

it('gives shared bytes that are a Uint8Array of shared memory', () => {
  expectTypeOf(bytes({ shared: true })).returns.resolves.toEqualTypeOf<SharedBytes>()
  expectTypeOf<SharedBytes>().toExtend<Uint8Array<SharedArrayBuffer>>()
  expectTypeOf<Uint8Array<SharedArrayBuffer>>().toExtend<SharedBytes>()
})

it('gives a decoder in a thread bytes of its own', () => {
  expectTypeOf<DecodeInWorker>().parameter(0).toEqualTypeOf<Uint8Array<ArrayBuffer>>()
})
