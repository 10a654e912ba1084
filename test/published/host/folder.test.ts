/** What lies in the folder of a host is taken if it is right, and costs a download else. @module */

import { EventEmitter } from 'node:events'
import { chmod, mkdir, readdir, readFile, symlink, utimes, writeFile } from 'node:fs/promises'
import { createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { followLead } from '../../../src/published/host/follow.ts'
import { sweep } from '../../../src/published/host/sweep.ts'
import { type BringPayload, hostAt } from '../../../src/published/host.ts'
import { published } from '../../../src/published.ts'
import { folderOfTest, sha256 } from '../../support/keepsakes.ts'

const BYTES = Buffer.alloc(3_000_000, 'payload ')
const WANTED = { schema: 1, term: 'prices', seq: 1, createdAt: '2026-11-30T12:00:00Z' } as const
const manifest = { ...WANTED, sha256: sha256(BYTES), size: BYTES.byteLength }

let folder: string
let downloads: number
beforeEach(async () => {
  folder = await folderOfTest()
  downloads = 0
})

const origin: BringPayload = async function* () {
  downloads += 1
  yield BYTES.subarray(0, 1_000_000)
  yield BYTES.subarray(1_000_000)
}

async function take(download = origin, signal = new AbortController().signal): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const piece of hostAt(folder).payload(manifest, download, signal)) pieces.push(piece)
  return Buffer.concat(pieces)
}

const object = (): string => join(folder, 'objects', manifest.sha256)

describe('a payload in the folder of a host', () => {
  it('is downloaded once, and lies there for all others', async () => {
    const all = await Promise.all([take(), take(), take()])
    expect(all.every((bytes) => bytes.equals(BYTES))).toBe(true)
    expect(downloads).toBe(1)
    expect(await readdir(join(folder, 'lead'))).toEqual([])
    expect(await readdir(join(folder, 'partial'))).toEqual([])
  })

  it.each<[string, () => Promise<void>]>([
    ['has other bytes', () => writeFile(object(), Buffer.alloc(BYTES.byteLength))],
    ['is cut', () => writeFile(object(), BYTES.subarray(1))],
    ['is empty', () => writeFile(object(), '')],
    ['is a folder', () => mkdir(object())],
    ['is a link', () => symlink('/dev/zero', object())],
  ])('that %s is removed, and downloaded anew', async (_, damage) => {
    await mkdir(join(folder, 'objects'))
    await damage()
    expect((await take()).equals(BYTES)).toBe(true)
    expect(downloads).toBe(1)
    expect((await readFile(object())).equals(BYTES)).toBe(true)
  })

  it('is not kept when its download fails, and the next who waits tries', async () => {
    const failing: BringPayload = async function* () {
      yield BYTES.subarray(0, 10)
      throw new Error('cut')
    }
    await expect(take(failing)).rejects.toThrow('cut')
    expect(await readdir(join(folder, 'objects'))).toEqual([])
    expect(await readdir(join(folder, 'partial'))).toEqual([])
    expect((await take()).equals(BYTES)).toBe(true)
  })
})

describe('one who leads a download', () => {
  /** A lead of somebody who says nothing, as a process that was stopped. */
  async function silentLead(): Promise<void> {
    await mkdir(join(folder, 'lead'), { recursive: true })
    const server = createServer().listen(join(folder, 'lead', `${manifest.sha256.slice(0, 16)}.1`))
    await new Promise((resolve) => server.once('listening', resolve))
    onTestFinished(() => void server.close())
  }

  it('and says nothing is not waited for', async () => {
    await silentLead()
    expect((await take()).equals(BYTES)).toBe(true)
    expect(downloads).toBe(1)
  }, 20_000)

  it('is not taken for silent where our own process did not turn for so long', async () => {
    let timeOut = (): void => {}
    const socket = Object.assign(new EventEmitter(), {
      bytesRead: 0,
      setTimeout: (_: number, then: () => void) => {
        timeOut = then
      },
      resume() {},
      destroy() {},
    })
    const over = followLead(socket as unknown as Socket, new AbortController().signal)
    timeOut()
    // What had been said meanwhile is read in the next turn.
    setImmediate(() => {
      socket.bytesRead += 1
    })
    for (let turns = 0; turns < 5; turns++) await new Promise((resolve) => setImmediate(resolve))
    expect(socket.listenerCount('close')).toBe(1)
    timeOut()
    expect(await over).toBe('silent')
  })

  it('is not waited for by an attempt that has ended', async () => {
    await silentLead()
    const attempt = new AbortController()
    const taken = take(origin, attempt.signal)
    attempt.abort(new Error('over'))
    await expect(taken).rejects.toThrow('over')
    expect(downloads).toBe(0)
  })
})

describe('the folder of a host', () => {
  it.skipIf(process.platform === 'win32')('is refused where others may look into it', async () => {
    await chmod(folder, 0o750)
    await expect(take()).rejects.toMatchObject({
      code: 'ERR_TERM_SETUP',
      message: expect.stringContaining('0700'),
    })
    expect(downloads).toBe(0)
  })

  it('loses what was used least lately, and never the newest', async () => {
    for (const [index, name] of ['old', 'middle', 'new'].entries()) {
      await writeFile(join(folder, name), Buffer.alloc(100))
      await utimes(join(folder, name), index, index)
    }
    await sweep(folder, [], 200)
    expect((await readdir(folder)).sort()).toEqual(['middle', 'new'])
    await sweep(folder, [], 1)
    expect(await readdir(folder)).toEqual(['new'])
  })

  it.each([
    ['relative/path', 'absolute'],
    [`/tmp/${'x'.repeat(100)}`, 'shorter'],
    [7, 'absolute'],
  ])('is checked at once: %s', (path, why) => {
    expect(() => published('file:///terms', { folder: path as string })).toThrow(why)
  })
})
