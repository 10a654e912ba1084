/** A keepsake keeps what it was given last over the end of its process. @module */

import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { meddledFiles } from '../../support/file-faults.ts'
import { folderOfTest, headerFor, sha256, testKeepsake } from '../../support/keepsakes.ts'

const { signal } = new AbortController()

describe('a keepsake', () => {
  it('gives back what was written, the last one first, with all that was known of it', async () => {
    const dir = await folderOfTest()
    const bytes = Buffer.from('{"EUR":1.08}')
    const header = headerFor(bytes, {
      version: '"7"',
      known: { etag: '"7"', nested: { at: 1, none: null } },
      encoding: 'gzip',
      mayBeEmpty: true,
      mediaType: 'application/json',
      source: 'https://prices.example',
      confirmedAt: 1_790_000_000_001,
      modifiedAt: 1_780_000_000_000,
      proof: 'c2lnbmVk',
    })
    const keepsake = testKeepsake(dir)
    await keepsake.store('first')
    keepsake.keep(header, bytes)
    expect(await keepsake.flush(10_000)).toBe(true)

    const { generations } = await testKeepsake(dir).open(signal)
    expect(generations.map(({ size }) => size)).toEqual([12, 5])
    expect(generations[0]?.header).toEqual(header)
    expect(Buffer.from((await generations[0]?.bytes(signal)) as Uint8Array)).toEqual(bytes)
    expect(await testKeepsake(dir).texts()).toEqual(['{"EUR":1.08}', 'first'])
  })

  it('reads into the memory that it is given, and writes from memory that threads share', async () => {
    const dir = await folderOfTest()
    const shared = (size: number) => new Uint8Array(new SharedArrayBuffer(size))
    const bytes = shared(3_000_000).fill(7)
    const keepsake = testKeepsake(dir)
    keepsake.keep(headerFor(bytes), bytes)
    expect(await keepsake.flush(10_000)).toBe(true)
    const [generation] = (await keepsake.open(signal)).generations
    const read = await generation?.bytes(signal, shared)
    expect(read?.buffer).toBeInstanceOf(SharedArrayBuffer)
    expect(sha256(read as Uint8Array)).toBe(sha256(bytes))
  })

  it('shows the bytes when all are there, before they are proved', async () => {
    const dir = await folderOfTest()
    const bytes = Buffer.alloc(3_000_000, 7)
    const keepsake = testKeepsake(dir)
    keepsake.keep(headerFor(bytes), bytes)
    expect(await keepsake.flush(10_000)).toBe(true)
    const [generation] = (await keepsake.open(signal)).generations
    const shown: string[] = []
    const read = await generation?.bytes(signal, undefined, (all) => shown.push(sha256(all)))
    expect(shown).toEqual([sha256(bytes)])
    expect(sha256(read as Uint8Array)).toBe(sha256(bytes))
  })

  it('keeps as many generations as it was told, and one for each payload', async () => {
    const dir = await folderOfTest()
    const keepsake = testKeepsake(dir, { keep: 3 })
    for (const text of ['a', 'b', 'c', 'd', 'b']) await keepsake.store(text)
    expect(await keepsake.texts()).toEqual(['b', 'd', 'c'])
    expect(await readdir(join(dir, 'prices+'))).toHaveLength(3)
  })

  it('spares what it is told to', async () => {
    const dir = await folderOfTest()
    const keepsake = testKeepsake(dir, { spared: () => [sha256(Buffer.from('a'))] })
    for (const text of ['a', 'b', 'c', 'd']) await keepsake.store(text)
    expect(await keepsake.texts()).toEqual(['d', 'c', 'a'])
  })

  it('makes its folders and files for nobody else', async () => {
    const dir = join(await folderOfTest(), 'of', 'the', 'service')
    const keepsake = testKeepsake(dir)
    await keepsake.store('a')
    await keepsake.noteNow({ pinned: null }, signal)
    const modes = async (path: string) => ((await stat(path)).mode & 0o777).toString(8)
    expect([await modes(dir), await modes(join(dir, 'prices+'))]).toEqual(['700', '700'])
    for (const file of await readdir(join(dir, 'prices+')))
      expect(await modes(join(dir, 'prices+', file))).toBe('600')
  })

  it('keeps notes', async () => {
    const dir = await folderOfTest()
    const notes = { pinned: '"7"', quarantined: [{ digest: 'ab', until: 5 }], activating: null }
    const keepsake = testKeepsake(dir)
    keepsake.note({ pinned: '"6"' })
    expect(await keepsake.noteNow(notes, signal)).toBe(true)
    expect((await testKeepsake(dir).open(signal)).notes).toEqual(notes)
  })

  it('finds nothing where nothing was kept, and tells nothing', async () => {
    const keepsake = testKeepsake(join(await folderOfTest(), 'none'))
    expect(await keepsake.open(signal)).toEqual({ generations: [], notes: undefined })
    expect(await keepsake.flush(1_000)).toBe(true)
    expect(keepsake.news).toEqual([])
  })

  it('tells what it has written', async () => {
    const keepsake = testKeepsake(await folderOfTest())
    await keepsake.store('a')
    expect(keepsake.news).toEqual([
      {
        type: 'written',
        part: 'generation',
        digest: sha256(Buffer.from('a')),
        bytes: expect.any(Number),
        ms: expect.any(Number),
        failures: 0,
      },
    ])
  })

  it('writes only the last of several that wait', async () => {
    const dir = await folderOfTest()
    const keepsake = testKeepsake(dir)
    for (let at = 0; at < 100; at++) {
      const bytes = Buffer.from(String(at))
      keepsake.keep(headerFor(bytes), bytes)
    }
    expect(await keepsake.flush(10_000)).toBe(true)
    expect(await keepsake.texts()).toEqual(['99', '0'])
  })

  it('writes head and payload together, by one operation of a few', async () => {
    const dir = await folderOfTest()
    const asked: string[] = []
    const keepsake = testKeepsake(dir, { files: meddledFiles(({ name }) => void asked.push(name)) })
    await keepsake.store('first')
    asked.length = 0
    await keepsake.store('second')
    const written = ['open', 'writev', 'sync', 'close', 'rename', 'open', 'sync', 'close']
    expect(asked).toEqual(['stat', 'lstat', 'readdir', ...written])
  })
})
