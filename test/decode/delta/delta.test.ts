/** A payload is made of the one before and a delta by what there is: Node's own zstd, or the peer; in a thread or here. @module */

import { rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { timeSlice } from '../../../src/base/time-slice.ts'
import type { DecodePool } from '../../../src/decode/decoder.ts'
import { payloadByDelta } from '../../../src/decode/delta/index.ts'
import { ownZstd } from '../../../src/decode/delta/own-zstd.ts'
import { type DeltaTask, unpackDelta } from '../../../src/decode/delta/unpack-delta.ts'
import type { UnpackDelta } from '../../../src/decode/delta/unpacking.ts'
import { wasmZstd } from '../../../src/decode/delta/wasm-zstd.ts'
import { poolOf } from '../../support/decoder-pool.ts'
import { patch, rowsWith, taskOf } from '../../support/deltas.ts'
import { folderOfTest } from '../../support/keepsakes.ts'
import { heardThreads } from '../../support/threads.ts'

const [OLD, NEW] = [rowsWith(-1), rowsWith(777)]
const delta = patch(OLD, NEW)
const same = (found: Uint8Array, wanted = NEW) => expect(Buffer.compare(found, wanted)).toBe(0)

const readers: [string, UnpackDelta | undefined][] = [
  ['zstd of its own', ownZstd],
  ['the peer', await wasmZstd()],
]
describe.each(readers)('a Node.js with %s', (_, unpack) => {
  it.skipIf(unpack === undefined)('makes the payload, and no other', async () => {
    if (unpack === undefined) return
    const { base, size, windowLog } = taskOf(OLD, NEW)
    same(await unpack(delta, { base, size, windowLog }))
    same(await unpack(delta, { base, size, windowLog }, 1000))
    await expect(unpack(delta, { base: Buffer.from('[]'), size, windowLog })).rejects.toThrow()
    await expect(unpack(delta, { base, size: size - 1, windowLog })).rejects.toThrow()
    // Some releases of Node take a frame that was cut for a whole one: then it is another payload.
    const cut = await unpack(delta.subarray(0, delta.byteLength / 2), { base, size, windowLog }).catch(
      () => base,
    )
    expect(Buffer.compare(cut, NEW)).not.toBe(0)
  })

  it.skipIf(unpack === undefined)('makes what is smaller than anything zlib takes', async () => {
    const small = Buffer.from('{"a":1}')
    same((await unpack?.(patch(OLD, small), { ...taskOf(OLD, small) })) ?? new Uint8Array(), small)
  })
})

it('the peer is given one frame, of the size that is wanted', async () => {
  const unpack = await wasmZstd()
  await expect(unpack(Buffer.concat([delta, delta]), taskOf(OLD, NEW))).rejects.toThrow('more than one frame')
  await expect(unpack(delta, taskOf(OLD, NEW, { size: 7 }))).rejects.toThrow('another size')
  const tooLarge = { ...taskOf(OLD, NEW), base: { byteLength: 2 ** 31 } as Uint8Array }
  await expect(unpack(delta, tooLarge)).rejects.toMatchObject({ code: 'ERR_TERM_TOO_LARGE' })
})

const made = (task: DeltaTask, threads?: DecodePool) =>
  payloadByDelta({ bytes: Uint8Array.from(delta), threads, signal: new AbortController().signal }, task)

it('a payload is made in a thread, and is that of the digest there, too', async () => {
  const [threads, pool] = [heardThreads(), poolOf()]
  same(await made(taskOf(OLD, NEW), pool))
  expect(threads.started).toBe(1)
  const wrong = taskOf(OLD, NEW, { sha256: '0'.repeat(64) })
  await expect(made(wrong, pool)).rejects.toMatchObject({ code: 'ERR_TERM_DIGEST', stage: 'download' })
  const wide = taskOf(OLD, NEW, { windowLog: 31 })
  await expect(made(wide, pool)).rejects.toMatchObject({ code: 'ERR_TERM_TOO_LARGE' })
  const other = taskOf(Buffer.alloc(OLD.byteLength), NEW)
  await expect(made(other, pool)).rejects.toMatchObject({ code: expect.stringMatching(/ENCODING|DIGEST/) })
})

it('what it changes may lie in a file, which the thread reads', async () => {
  const path = join(await folderOfTest(), 'before')
  await writeFile(path, OLD)
  const base = { path, byteLength: OLD.byteLength }
  const [threads, pool] = [heardThreads(), poolOf()]
  same(await made({ ...taskOf(OLD, NEW), base }, pool))
  expect(threads.started).toBe(1)
  same(await made({ ...taskOf(OLD, NEW), base }))
  await truncate(path, 10)
  await expect(made({ ...taskOf(OLD, NEW), base }, pool)).rejects.toMatchObject({ code: 'ERR_TERM_ENCODING' })
  await rm(path)
  await expect(made({ ...taskOf(OLD, NEW), base }, pool)).rejects.toMatchObject({ code: 'ERR_TERM_ENCODING' })
})

it('without a thread it is made here', async () => {
  const threads = heardThreads()
  same(await made(taskOf(OLD, NEW)))
  same(await unpackDelta(delta, taskOf(OLD, NEW), timeSlice()))
  expect(threads.started).toBe(0)
})

it.skipIf(ownZstd !== undefined)(
  'WebAssembly is not let loose on large payloads where there is no thread',
  async () => {
    const large = taskOf(Buffer.alloc(2 ** 21), NEW)
    await expect(made(large)).rejects.toMatchObject({ code: 'ERR_TERM_ENCODING' })
  },
)

it.skipIf(ownZstd !== undefined)(
  'a thread in which WebAssembly has taken memory gives it back by its end',
  async () => {
    const threads = heardThreads()
    await made(taskOf(OLD, NEW), poolOf())
    await threads.gone()
    expect(threads.alive).toBe(0)
  },
)

it('says what to install where there is nothing to read it with', async () => {
  vi.doMock('@bokuweb/zstd-wasm', () => {
    throw new Error("Cannot find package '@bokuweb/zstd-wasm'")
  })
  vi.resetModules()
  const bare = await import('../../../src/decode/delta/wasm-zstd.ts')
  await expect(bare.wasmZstd()).rejects.toMatchObject({
    code: 'ERR_TERM_ENCODING',
    message: expect.stringContaining('`npm install @bokuweb/zstd-wasm`, or run Node 22.15'),
  })
  vi.doUnmock('@bokuweb/zstd-wasm')
})
