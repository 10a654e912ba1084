/** A user's module in a process of its own: what comes back, and what becomes of the service where it dies. @module */

import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { describe, expect, it, onTestFinished } from 'vitest'
import { inWorker } from '../../../../src/decode/in-worker.ts'
import { isPoison } from '../../../../src/gate/poison.ts'
import { remoteTerm, supervise } from '../../../../src/index.ts'
import { utf8 } from '../../../support/coded.ts'
import { decodeContext, decodedWith } from '../../../support/decoding.ts'
import { outcome } from '../../../support/grown.ts'
import { scripted } from '../../../support/scripted-fetcher.ts'

const LIMIT = 64

const apart = inWorker<unknown>(new URL('./modules/apart.mjs', import.meta.url), {
  isolation: 'process',
  memory: LIMIT,
})

interface Where {
  readonly pid: number
  readonly parent: number
  readonly thread: number
  readonly args: readonly string[]
  readonly began: number
  readonly ended: number
}

const made = (what: string | Uint8Array, context = decodeContext()): Promise<unknown> =>
  decodedWith(apart, typeof what === 'string' ? utf8(what) : what, context)

async function isGone(pid: number): Promise<boolean> {
  for (let turn = 0; turn < 200; turn++) {
    try {
      process.kill(pid, 0)
    } catch {
      return true
    }
    await setTimeout(10)
  }
  return false
}

describe('a decoder in a process', () => {
  it('is a process with a limit, and is gone when it is done', async () => {
    const where = (await made('where')) as Where
    expect(where).toMatchObject({ parent: process.pid, thread: 0, args: [`--max-old-space-size=${LIMIT}`] })
    expect(where.pid).not.toBe(process.pid)
    expect(await isGone(where.pid)).toBe(true)
  })

  it('finds no secret in its environment', async () => {
    process.env.EVERTERM_TEST_SECRET = 'canary'
    const names = (await made('env')) as string[]
    delete process.env.EVERTERM_TEST_SECRET
    expect(names).toContain('PATH')
    expect(names.filter((name) => !/^(HOME|LANG|LC_ALL|PATH|TE?MP|TMPDIR|TZ)$/.test(name))).toEqual([])
  })

  it('gives back what v8 can write, large values in slices', async () => {
    expect(await made('map')).toEqual(new Map([['a', new Date(5)]]))
    expect(await made('bytes')).toEqual(new Uint8Array([1, 2, 3]))
    const many = (await made('many')) as { id: number; name: string }[]
    expect(many).toHaveLength(50_000)
    expect(many[49_999]).toEqual({ id: 49_999, name: 'record 49999' })
  })

  it('takes the compression off there', async () => {
    expect(await made(gzipSync('[1,2,3]'))).toEqual([1, 2, 3])
  })

  it('prints nothing here', async () => {
    expect(await made('print')).toBe('printed')
  })

  it('is the payload to blame for, if the module refuses it, and only then', async () => {
    for (const way of ['throw', 'reject']) {
      const error = await outcome(made(way))
      expect(error).toMatchObject({ code: 'ERR_TERM_DESERIALIZE', stage: 'decode' })
      expect((error as Error).message).toContain('this record is none')
      expect(isPoison(error)).toBe(true)
    }
  })

  it('that can not be loaded is told', async () => {
    const missing = inWorker(new URL('./modules/missing.mjs', import.meta.url), { isolation: 'process' })
    const error = await outcome(decodedWith(missing, utf8(''), decodeContext()))
    expect(error).toMatchObject({ code: 'ERR_TERM_DECODER', hopeless: true })
  })

  it('F33: a flat list beyond its memory ends it alone, and the payload is not to blame', async () => {
    const error = await outcome(made(`[${'1,'.repeat(20 * 2 ** 20)}1]`))
    expect(error).toMatchObject({ code: 'ERR_TERM_DECODER' })
    expect((error as Error).message).toContain('ran out of its memory (64 MiB)')
    expect(isPoison(error)).toBe(false)
    expect(await made('[1]')).toEqual([1])
  }, 60_000)

  it('F45: objects without end exhaust its memory and not that of the service', async () => {
    const before = process.memoryUsage().heapUsed
    expect(await outcome(made('objects'))).toMatchObject({ code: 'ERR_TERM_DECODER' })
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(64 * 2 ** 20)
  }, 60_000)

  const ways: Record<string, RegExp> = {
    exit: /ended with code 3/,
    kill: /ended by SIGKILL/,
    stray: /failed beside its work: a mistake in a callback/,
    hang: /ended with code 0, before there was a value/,
    function: /can not be cloned/,
  }
  it.each(Object.entries(ways))('F46: its end is a failed attempt: %s', async (way, says) => {
    const error = await outcome(made(way))
    expect(error).toMatchObject({ code: 'ERR_TERM_DECODER', stage: 'decode' })
    expect((error as Error).message).toMatch(says)
    expect(isPoison(error)).toBe(false)
  })

  it('F46: what is thrown may be anything', async () => {
    expect(await outcome(made('nothing'))).toMatchObject({ code: 'ERR_TERM_DESERIALIZE' })
  })

  it('F46: a value beyond its memory is not taken over', async () => {
    const small = inWorker(new URL('./modules/apart.mjs', import.meta.url), {
      isolation: 'process',
      memory: 32,
    })
    const error = await outcome(decodedWith(small, utf8('huge'), decodeContext()))
    expect((error as Error).message).toContain('has more than 32 MiB')
  })

  it('F46: is ended when its attempt is called off', async () => {
    const controller = new AbortController()
    const context = decodeContext({ signal: controller.signal })
    const decoding = outcome(made('spin', context))
    await setTimeout(300)
    controller.abort(new Error('called off'))
    expect(await decoding).toMatchObject({ code: 'ERR_TERM_ABORTED' })
  })

  it('F46: that has started a process which outlives it holds up nobody', async () => {
    const context = decodeContext()
    const folder = await mkdtemp(join(tmpdir(), 'everterm-helpers-'))
    const helpers = [join(folder, 'one'), join(folder, 'other')] as const
    const pids = () => Promise.all(helpers.map(async (file) => Number(await readFile(file, 'utf8'))))
    onTestFinished(async () => {
      for (const pid of await pids()) process.kill(pid)
      await rm(folder, { recursive: true })
    })
    const died = outcome(made(`die before its helper\n${helpers[0]}`, context))
    expect(await died).toMatchObject({ code: 'ERR_TERM_DECODER' })
    const controller = new AbortController()
    const hangs = made(`hang beside its helper\n${helpers[1]}`, { ...context, signal: controller.signal })
    const decoding = outcome(hangs)
    await expect.poll(pids, { timeout: 20_000 }).toHaveLength(2)
    controller.abort(new Error('called off'))
    expect(await decoding).toMatchObject({ code: 'ERR_TERM_ABORTED' })
    expect(await made('[1]', context)).toEqual([1])
    // Both are there still: nobody has waited for their end.
    for (const pid of await pids()) expect(process.kill(pid, 0)).toBe(true)
  })

  it('waits for its turn, as threads do', async () => {
    const context = decodeContext()
    const [one, other] = (await Promise.all([made('where', context), made('where', context)])) as Where[]
    expect(other?.began).toBeGreaterThan(one?.ended as number)
  })
})

describe('the options', () => {
  const url = new URL('file:///decode.js')
  const wrong: Record<string, [unknown, RegExp]> = {
    'another isolation': [{ isolation: 'thread' }, /`isolation` to be one of worker, process, got `thread`/],
    'too little memory': [
      { isolation: 'process', memory: 31 },
      /`memory` to be a whole number of MiB, at least 32/,
    ],
    'memory that is no number': [{ isolation: 'process', memory: '512' }, /`memory` to be a whole number/],
    'memory of a thread': [{ memory: 512 }, /`memory` to be left out, but with `isolation: 'process'`/],
    'what is none': [{ memry: 512 }, /got `memry`.*memory/],
  }
  it.each(Object.entries(wrong))('refuse %s', (_, [options, says]) => {
    expect(() => inWorker(url, options as never)).toThrow(TypeError)
    expect(() => inWorker(url, options as never)).toThrow(says)
  })
})

describe('a term whose decoder is in a process', () => {
  it('F46: keeps its value while payloads end one process after the other', async () => {
    const fetcher = scripted('bytes')
    const term = remoteTerm({ name: 'prices', fetcher, deserialize: apart, refreshInterval: null })
    await using tree = await supervise({ term }, { observers: [] })
    for (const way of ['exit', 'kill', 'throw']) {
      fetcher.answer(way)
      await outcome(term.refresh())
      expect(term.status().failures).toBeGreaterThan(0)
      expect(term.get()).toEqual(new Uint8Array([1, 2, 3]))
    }
    fetcher.answer('map')
    expect(await term.refresh()).toBe('updated')
    expect(tree.health().ready).toBe(true)
  })
})
