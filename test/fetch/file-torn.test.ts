/** A file that somebody rewrites in place, and sets its time back, is never half old and half new. @module */

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import * as fs from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readWhole, stampAtRest, stampOfHandle } from '../../src/fetch/file/stamp.ts'
import { file } from '../../src/fetch/file.ts'
import { bodyOf, fetchContext } from '../support/fetch-context.ts'

const SIZE = 3 * 2 ** 20
const TIME = new Date('2024-05-06T10:00:00Z')

let folder: string
let path: string

beforeEach(async () => {
  folder = await fs.mkdtemp(join(tmpdir(), 'everterm-torn-'))
  path = join(folder, 'prices')
  await rewrite('a')
})

afterEach(() => fs.rm(folder, { recursive: true }))

async function rewrite(letter: string): Promise<void> {
  const handle = await fs
    .open(path, 'a')
    .then((opened) => opened.close())
    .then(() => fs.open(path, 'r+'))
  await handle.write(letter.repeat(SIZE), 0)
  await handle.utimes(TIME, TIME)
  await handle.close()
}

const lettersOf = (bytes: Uint8Array): string =>
  [...new Set(bytes)].map((code) => String.fromCharCode(code)).join()

/** Reads the file, and does something after the first piece of it. */
async function readDisturbed(disturb: () => Promise<void>): Promise<Uint8Array> {
  const handle = await fs.open(path)
  const { signal } = new AbortController()
  try {
    const found = await stampOfHandle(handle)
    const stamp = found && (await stampAtRest(handle, found, signal))
    if (stamp === undefined) throw new Error('There is no file')
    let reads = 0
    const read: typeof handle.read = async (...args: never[]) => {
      const outcome = await Reflect.apply(handle.read, handle, args)
      if (++reads === 1) await disturb()
      return outcome
    }
    const disturbed = { stat: handle.stat.bind(handle), read } as unknown as fs.FileHandle
    const bytes = new Uint8Array(stamp.size)
    await readWhole(bytes, disturbed, stamp, signal)
    return bytes
  } finally {
    await handle.close()
  }
}

describe('a file', () => {
  it('that is rewritten while it is read, its time set back, is the new one and whole', async () => {
    expect(lettersOf(await readDisturbed(() => rewrite('b')))).toBe('b')
  })

  it('that another is renamed over while it is read is the old one and whole', async () => {
    const bytes = await readDisturbed(async () => {
      await fs.writeFile(`${path}.new`, 'b'.repeat(SIZE))
      await fs.rename(`${path}.new`, path)
    })
    expect(lettersOf(bytes)).toBe('a')
  })

  it('that is rewritten with another time while it is read is refused', async () => {
    const work = readDisturbed(() => fs.writeFile(path, 'b'.repeat(SIZE)))
    await expect(work).rejects.toMatchObject({ code: 'ERR_TERM_TRUNCATED', stage: 'download' })
  })

  it('that was written just now, its time set back, is waited for as any other', async () => {
    await rewrite('b')
    const handle = await fs.open(path)
    try {
      const found = await stampOfHandle(handle)
      if (found === undefined) throw new Error('There is no file')
      const work = stampAtRest(handle, found, new AbortController().signal)
      await rewrite('c')
      expect(await work).not.toEqual(found)
    } finally {
      await handle.close()
    }
  })

  it('that another process rewrites again and again is never torn', async () => {
    const script = `
      const fs = require('node:fs')
      const fd = fs.openSync(process.argv[1], 'r+')
      const time = new Date(${TIME.getTime()})
      const end = Date.now() + 3000
      for (let n = 0; Date.now() < end; n++) {
        for (let at = 0; at < ${SIZE}; at += 2 ** 18) fs.writeSync(fd, Buffer.alloc(2 ** 18, n % 2 ? 97 : 98), 0, 2 ** 18, at)
        fs.futimesSync(fd, time, time)
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, n % 60)
      }`
    const writer = spawn(process.execPath, ['-e', script, path], { stdio: 'inherit' })
    const ended = once(writer, 'exit')
    const seen: string[] = []
    while (writer.exitCode === null) {
      const work = file(path)
        .probe(undefined, fetchContext({ maxBytes: SIZE }))
        .then((answer) => bodyOf(answer))
      seen.push(await work.then(lettersOf, (error) => error.code))
    }
    expect((await ended)[0]).toBe(0)
    expect(seen.filter((each) => !['a', 'b', 'ERR_TERM_TRUNCATED'].includes(each))).toEqual([])
  })
})
