/** A fetcher of a file, on real files. @module */

import { execFileSync } from 'node:child_process'
import * as fs from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { isMainThread } from 'node:worker_threads'
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { file } from '../../src/fetch/file.ts'
import { receive } from '../../src/fetch/receive.ts'
import { bodyOf, changed, fetchContext } from '../support/fetch-context.ts'

let folder: string
let path: string

beforeEach(async () => {
  folder = await fs.mkdtemp(join(tmpdir(), 'everterm-file-'))
  path = join(folder, 'prices.json')
  await fs.writeFile(path, '{"EUR":1}')
})

afterEach(async () => {
  expect(await openFiles()).toEqual([])
  await fs.rm(folder, { recursive: true })
})

/** The files of the folder that this process holds open; only Linux tells. */
async function openFiles(): Promise<string[]> {
  const fds = await fs.readdir('/proc/self/fd').catch(() => [])
  const targets = await Promise.all(fds.map((fd) => fs.readlink(`/proc/self/fd/${fd}`).catch(() => '')))
  return targets.filter((target) => target.startsWith(folder))
}

/** Waits until the kernel's clock for files moves, which it does every few ms: until then a rewrite can't be told. */
async function fileClockMoves(): Promise<void> {
  const { ctimeNs } = await fs.stat(path, { bigint: true })
  const other = join(folder, 'clock')
  do await fs.writeFile(other, '')
  while ((await fs.stat(other, { bigint: true })).ctimeNs <= ctimeNs)
}

/** Does the work as another user: root may read everything. */
async function asNobody(work: () => Promise<void>): Promise<void> {
  if (process.getuid?.() !== 0) return work()
  process.seteuid?.(65_534)
  try {
    await work()
  } finally {
    process.seteuid?.(0)
  }
}

const probe = (known?: Parameters<ReturnType<typeof file>['probe']>[0]) =>
  file(path).probe(known, fetchContext())
const textOf = async (...args: Parameters<typeof bodyOf>) => new TextDecoder().decode(await bodyOf(...args))

describe('a file', () => {
  it('is read straight into the memory where it is wanted', async () => {
    const { size, open } = changed(await probe())
    const memory: Uint8Array[] = []
    const allocate = (length: number) => {
      const made = new Uint8Array(new SharedArrayBuffer(length))
      memory.push(made)
      return made
    }
    const passed: Uint8Array[] = []
    const passing = async (bytes: Uint8Array) => void passed.push(bytes)
    const { signal } = new AbortController()
    const { bytes } = await receive(open(signal), { size, maxBytes: 9, signal, allocate, passing })
    expect(new TextDecoder().decode(Uint8Array.from(bytes))).toBe('{"EUR":1}')
    expect(memory.filter(({ byteLength }) => byteLength > 0)).toEqual([bytes])
    expect(passed).toEqual([bytes])
  })

  it('that is larger than was announced is refused, whoever announces it', async () => {
    const { open } = changed(await probe())
    const { signal } = new AbortController()
    const reading = receive(open(signal), { size: 5, maxBytes: 9, signal })
    await expect(reading).rejects.toMatchObject({ code: 'ERR_TERM_TOO_LARGE' })
  })

  it('that nobody reads is closed after a while', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setImmediate', 'clearImmediate'] })
    onTestFinished(() => void vi.useRealTimers())
    void changed(await probe()).open(new AbortController().signal)
    expect(await openFiles()).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(10_001)
  })

  it('that nobody has begun to read is closed when the attempt ends', async () => {
    const ended = new AbortController()
    const answer = changed(await file(path).probe(undefined, fetchContext({ signal: ended.signal })))
    void answer.open(ended.signal)
    ended.abort()
  })

  it('comes in pieces to whoever reads it so', async () => {
    const size = 700_000
    await fs.writeFile(path, 'x'.repeat(size))
    const lengths: number[] = []
    for await (const piece of changed(await probe()).open(
      new AbortController().signal,
    ) as AsyncIterable<Uint8Array>)
      lengths.push(piece.byteLength)
    expect(lengths).toEqual([262_144, 262_144, 175_712])
  })

  it('is read whole', async () => {
    const answer = changed(await probe())
    expect(answer.size).toBe(9)
    expect(await textOf(answer)).toBe('{"EUR":1}')
  })

  it('is found by a file URL', async () => {
    expect(await textOf(await file(pathToFileURL(path)).probe(undefined, fetchContext()))).toBe('{"EUR":1}')
  })

  it('is read whole when it is large', async () => {
    const large = new Uint8Array(3 * 2 ** 20 + 17).map((_, i) => i % 251)
    await fs.writeFile(path, large)
    expect(Buffer.compare(await bodyOf(await probe()), large)).toBe(0)
  })

  it('is unchanged while it looks the same', async () => {
    const answer = changed(await probe())
    await bodyOf(answer)
    expect(await probe(answer.known)).toEqual({ changed: false })
    const kept = JSON.parse(JSON.stringify(answer.known))
    expect(await probe(kept)).toEqual({ changed: false })
  })

  it.each<[string, () => Promise<void>]>([
    [
      'is replaced',
      () => fs.writeFile(`${path}.new`, '{"EUR":2}').then(() => fs.rename(`${path}.new`, path)),
    ],
    ['grows', () => fs.appendFile(path, ' ')],
    ['is touched', () => fs.utimes(path, 1, 1)],
  ])('is changed when it %s', async (_, change) => {
    const before = changed(await probe())
    const body = await textOf(before)
    await change()
    const after = changed(await probe(before.known))
    expect(after.version).not.toBe(before.version)
    expect(await textOf(after)).toBe(await fs.readFile(path, 'utf8'))
    expect(body).toBe('{"EUR":1}')
  })

  it('is changed when it is rewritten with the same size, and its time set back', async () => {
    const time = new Date(1_700_000_000_000)
    await fs.utimes(path, time, time)
    const before = changed(await probe())
    await bodyOf(before)
    await fileClockMoves()
    await fs.writeFile(path, '{"EUR":3}')
    await fs.utimes(path, time, time)
    expect(await textOf(await probe(before.known))).toBe('{"EUR":3}')
  })
})

describe('a file that changes between the probe and the end of the reading', () => {
  const truncated = { code: 'ERR_TERM_TRUNCATED', stage: 'download' }

  it.each<[string, () => Promise<void>]>([
    ['grows', () => fs.appendFile(path, ',')],
    ['shrinks', () => fs.truncate(path, 4)],
    ['is emptied', () => fs.truncate(path, 0)],
    ['is rewritten with the same size', () => fs.writeFile(path, '{"EUR":2}')],
  ])('is refused when it %s', async (_, change) => {
    await fs.utimes(path, 1, 1)
    const answer = await probe()
    await change()
    await expect(bodyOf(answer)).rejects.toMatchObject(truncated)
  })

  it('is the old one, whole, when a new one is renamed over it', async () => {
    const answer = changed(await probe())
    await fs.writeFile(`${path}.new`, '{"EUR":2}')
    await fs.rename(`${path}.new`, path)
    expect(await textOf(answer)).toBe('{"EUR":1}')
    expect(await textOf(await probe(answer.known))).toBe('{"EUR":2}')
  })
})

describe('what is no file to read', () => {
  const fails = (where: string, code: string, maxBytes = 100) =>
    expect(file(where).probe(undefined, fetchContext({ maxBytes }))).rejects.toMatchObject({ code })

  it('has a code of its own when it is not there', () => fails(join(folder, 'none'), 'ERR_TERM_NOT_FOUND'))
  it('fails when its folder is a file', () => fails(join(path, 'none'), 'ERR_TERM_FETCH'))
  it('is refused when it is a folder', () => fails(folder, 'ERR_TERM_PROTOCOL'))
  it('is refused when it never ends', () => fails('/dev/zero', 'ERR_TERM_PROTOCOL'))
  it('is refused before it is read when it is too large', () => fails(path, 'ERR_TERM_TOO_LARGE', 8))

  it('is refused when it is empty', async () => {
    await fs.truncate(path)
    await fails(path, 'ERR_TERM_EMPTY')
  })

  it('is refused when it is a pipe, without a wait for its writer', async () => {
    const pipe = join(folder, 'pipe')
    execFileSync('mkfifo', [pipe])
    await fails(pipe, 'ERR_TERM_PROTOCOL')
  })

  // A thread can't change its user.
  it.skipIf(!isMainThread)('has a code of its own when it may not be read', async () => {
    await fs.chmod(folder, 0o755)
    await fs.chmod(path, 0)
    await asNobody(() => fails(path, 'ERR_TERM_DENIED'))
  })
})

describe('an attempt that ends', () => {
  it('before the body is opened leaves no file open', async () => {
    const controller = new AbortController()
    await file(path).probe(undefined, fetchContext({ signal: controller.signal }))
    expect(await openFiles()).toEqual([path])
    controller.abort()
    await expect.poll(openFiles).toEqual([])
  })

  it('while the body is read reads no further', async () => {
    const reason = new Error('the deadline')
    await expect(bodyOf(await probe(), AbortSignal.abort(reason))).rejects.toMatchObject({
      code: 'ERR_TERM_ABORTED',
      cause: reason,
    })
  })
})

it.each([[''], ['a\0b'], [7], [undefined], [new URL('https://example.com/prices.json')]])(
  'throws at once when the path is %o',
  (wrong) => {
    expect(() => file(wrong as never)).toThrow(TypeError)
    expect(() => file(wrong as never)).toThrow('`path`')
  },
)
