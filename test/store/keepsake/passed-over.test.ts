/** What is wrong in the folder of a keepsake is passed over, and told: nothing of it is used, followed or waited for. @module */

import { execFileSync } from 'node:child_process'
import {
  chmod,
  link,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { folderOfTest, headerFor, type TestKeepsake, testKeepsake } from '../../support/keepsakes.ts'

const { signal } = new AbortController()

let dir: string
let folder: string
let keepsake: TestKeepsake

beforeEach(async () => {
  dir = await folderOfTest()
  folder = join(dir, 'prices+')
  keepsake = testKeepsake(dir)
  await keepsake.store('older')
  await keepsake.store('newer')
  await keepsake.noteNow({ pinned: 'older' }, signal)
  keepsake.news.length = 0
})

/** The file of the generation that was written last. */
const newest = async (): Promise<string> => {
  const file = (await readdir(folder)).find((name) => name.startsWith('2-'))
  return join(folder, String(file))
}
const changed = async (path: string, change: (bytes: Buffer) => Buffer): Promise<void> =>
  writeFile(path, change(await readFile(path)))

const flipped = (at: number) => (bytes: Buffer) => {
  const index = at < 0 ? bytes.byteLength + at : at
  bytes[index] = Number(bytes[index]) ^ 1
  return bytes
}

const written = (write: (bytes: Buffer) => unknown) => (bytes: Buffer) => {
  write(bytes)
  return bytes
}

type Damage = readonly [what: string, reason: string, damage: (path: string) => unknown]

const DAMAGES: readonly Damage[] = [
  ['0 bytes', 'cut', (path) => truncate(path, 0)],
  ['a cut head', 'cut', (path) => truncate(path, 70)],
  ['a cut payload', 'cut', (path) => changed(path, (bytes) => bytes.subarray(0, -1))],
  ['more than it says', 'too-long', (path) => changed(path, (bytes) => Buffer.concat([bytes, bytes]))],
  ['a flipped bit in its payload', 'damaged', (path) => changed(path, flipped(-1))],
  ['a flipped bit in its document', 'damaged-header', (path) => changed(path, flipped(60))],
  ['a flipped bit in its digest', 'damaged-header', (path) => changed(path, flipped(30))],
  ['another magic', 'no-keepsake', (path) => changed(path, flipped(0))],
  [
    'a future format',
    'other-format',
    (path) =>
      changed(
        path,
        written((bytes) => bytes.writeUInt32LE(2, 8)),
      ),
  ],
  [
    'a document of a gigabyte',
    'damaged-header',
    (path) =>
      changed(
        path,
        written((bytes) => bytes.writeUInt32LE(2 ** 30, 12)),
      ),
  ],
  [
    'a payload of 2^60 bytes',
    'damaged-header',
    (path) =>
      changed(
        path,
        written((bytes) => bytes.writeBigUInt64LE(2n ** 60n, 16)),
      ),
  ],
  ['text of no kind', 'no-keepsake', (path) => writeFile(path, '{}'.repeat(100))],
  ['rights for everybody', 'open-to-others', (path) => chmod(path, 0o602)],
  [
    'a link in its place',
    'no-regular-file',
    async (path) => {
      await rename(path, join(dir, 'elsewhere'))
      await symlink(join(dir, 'elsewhere'), path)
    },
  ],
  [
    'a pipe in its place',
    'no-regular-file',
    async (path) => {
      await rm(path)
      execFileSync('mkfifo', ['-m', '600', path])
    },
  ],
  [
    'a folder in its place',
    'no-regular-file',
    async (path) => {
      await rm(path)
      await mkdir(path, { mode: 0o700 })
    },
  ],
]

describe('P26: a generation', () => {
  it.each(DAMAGES)(
    'F44: with %s is passed over as %s, and the one before it is used',
    async (_, reason, damage) => {
      const path = await newest()
      await damage(path)
      expect(await keepsake.texts()).toEqual(['older'])
      expect(keepsake.news).toEqual([
        expect.objectContaining({ type: 'ignored', file: path.slice(folder.length + 1), reason }),
      ])
      // It takes no place of one that is whole, unless another version of everterm may need it.
      keepsake.news.length = 0
      expect(await keepsake.store('newest')).toBe(true)
      const left = reason === 'other-format' ? [] : ['older']
      expect(await keepsake.texts()).toEqual(['newest', ...left])
    },
  )

  it('F44: of another name is passed over', async () => {
    const other = testKeepsake(dir, { term: 'rates' })
    await other.store('other')
    const file = String((await readdir(join(dir, 'rates+'))).at(0))
    await rename(join(dir, 'rates+', file), join(folder, `9${file.slice(1)}`))
    expect(await keepsake.texts()).toEqual(['newer', 'older'])
    expect(keepsake.news).toEqual([expect.objectContaining({ reason: 'other-term' })])
  })

  it('F44: that is larger than what may be read is passed over before there is memory for it', async () => {
    await keepsake.store('x'.repeat(5_000))
    const small = testKeepsake(dir, { maxBytes: 4_999 })
    const { generations } = await small.open(signal)
    expect(generations.map(({ size }) => size)).toEqual([5])
    expect(small.news).toEqual([expect.objectContaining({ reason: 'too-large' })])
  })

  it('that another process has removed since it was looked at is told to be gone', async () => {
    const { generations } = await keepsake.open(signal)
    await rm(await newest())
    expect(await generations[0]?.bytes(signal)).toBeUndefined()
    expect(await generations[1]?.bytes(signal)).toEqual(new Uint8Array(Buffer.from('older')))
    expect(keepsake.news).toEqual([expect.objectContaining({ reason: 'gone', errno: 'ENOENT' })])
  })

  it('for which there is no memory is passed over', async () => {
    const { generations } = await keepsake.open(signal)
    const none = () => {
      throw new RangeError('Array buffer allocation failed')
    }
    expect(await generations[0]?.bytes(signal, none)).toBeUndefined()
    expect(keepsake.news).toEqual([expect.objectContaining({ reason: 'unreadable' })])
  })

  it('is what it was though a process reads while another writes', async () => {
    const writer = testKeepsake(dir)
    const reader = testKeepsake(dir)
    for (let at = 0; at < 30; at++) {
      const [texts] = await Promise.all([reader.texts(), writer.store(`version ${at}`)])
      expect(texts.length).toBeGreaterThan(0)
    }
    expect(await reader.texts()).toEqual(['version 29', 'version 28'])
  })
})

describe('notes', () => {
  it.each(DAMAGES.filter(([, reason]) => reason !== 'damaged'))(
    'F44: with %s are passed over',
    async (_, reason, damage) => {
      await damage(join(folder, 'notes'))
      expect((await keepsake.open(signal)).notes).toBeUndefined()
      expect(keepsake.news).toContainEqual(expect.objectContaining({ file: 'notes', reason }))
    },
  )

  it('that are no notes are passed over', async () => {
    await rm(join(folder, 'notes'))
    await link(await newest(), join(folder, 'notes'))
    expect((await keepsake.open(signal)).notes).toBeUndefined()
    expect(keepsake.news).toEqual([expect.objectContaining({ file: 'notes', reason: 'damaged-header' })])
  })
})

it('a document that is too large to be read back is not written', async () => {
  const bytes = Buffer.from('more')
  keepsake.keep(headerFor(bytes, { proof: 'x'.repeat(300_000) }), bytes)
  expect(await keepsake.noteNow({ much: 'x'.repeat(300_000) }, signal)).toBe(false)
  expect(await keepsake.flush(1_000)).toBe(true)
  expect(await keepsake.texts()).toEqual(['newer', 'older'])
  expect(keepsake.news.map((each) => 'reason' in each && each.reason)).toEqual(['too-large', 'too-large'])
})
