/** The handle that a thread reads by. @module */

import { describe, expect, it } from 'vitest'
import { json, remoteTerm, type TermError } from '../../src/index.ts'
import { termOf } from '../../src/testing/term-of.ts'
import { attach } from '../../src/worker.ts'
import { hearing } from '../support/hearing.ts'
import { DOOR, type Inside, type ReaderThread, readerThread } from '../support/reader-thread.ts'
import { scripted } from '../support/scripted-fetcher.ts'

const pricesOf = (value: unknown = 1) => termOf(value, { name: 'prices' })

/** The error of a read in the thread, which loses its class on the way here. */
const failure = (thread: ReaderThread, read: (inside: Inside) => unknown) =>
  thread.run(async (inside, read) => {
    try {
      // biome-ignore lint/security/noGlobalEval: it is the text of the test's own function
      await eval(read)(inside)
      return undefined
    } catch (error) {
      const { name, code, term, message } = error as TermError
      return { name, code, term, message }
    }
  }, `(${read})`)

describe('before the first value', () => {
  it('reads fail with a code and the name, and a peek finds nothing', async () => {
    const thread = readerThread()
    const missing = { name: 'TermError', code: 'ERR_TERM_NOT_LOADED', term: 'prices' }
    expect(await failure(thread, ({ term }) => term().get())).toMatchObject(missing)
    expect(await failure(thread, ({ term }) => term().snapshot())).toMatchObject(missing)
    expect(await thread.run(({ term }) => term().peek())).toBeUndefined()
  })

  it('`ready` ends in time, and says whether anybody shares the name', async () => {
    const thread = readerThread()
    const late = { code: 'ERR_TERM_TIMEOUT', term: 'prices' }
    const wait = ({ term }: Inside) => term().ready({ timeout: '20ms' })
    expect(await failure(thread, wait)).toEqual({
      ...late,
      name: 'TermError',
      message: '[prices] no value within 20 ms; nobody shares it with this thread',
    })
    const empty = remoteTerm({ name: 'prices', fetcher: scripted('1'), deserialize: json })
    const unshare = empty.shareWith(thread.worker)
    const says = (text: string) =>
      expect
        .poll(() => failure(thread, wait))
        .toMatchObject({ ...late, message: expect.stringContaining(text) })
    await says('its term holds no value yet')
    unshare()
    await says('nobody shares it')
  })

  it('`ready` can be called off', async () => {
    const thread = readerThread()
    const off = await failure(thread, ({ term }) => term().ready({ signal: AbortSignal.timeout(1) }))
    expect(off).toMatchObject({ code: 'ERR_TERM_ABORTED' })
  })

  it('an option that can not be is a TypeError', async () => {
    const thread = readerThread()
    const wrong = await failure(thread, ({ term }) => term().ready({ timeout: 'soon' as never }))
    expect(wrong).toMatchObject({
      name: 'TypeError',
      message: expect.stringContaining('attach "prices": expected `ready.timeout`'),
    })
    expect(await failure(thread, ({ term }) => term().subscribe(1 as never))).toMatchObject({
      name: 'TypeError',
    })
    expect(await failure(thread, ({ attach }) => attach('no name'))).toMatchObject({ name: 'TypeError' })
  })
})

describe('two handles of one name', () => {
  it('hold the very same value, the second at once', async () => {
    const thread = readerThread()
    pricesOf({ n: 1 }).shareWith(thread.worker)
    const same = await thread.run(async ({ attach }) => {
      const one = attach('prices')
      await one.ready()
      const other = attach('prices')
      return other.get() === one.get() && other.snapshot() === one.snapshot()
    })
    expect(same).toBe(true)
  })

  it('are detached one by one', async () => {
    const thread = readerThread()
    const prices = pricesOf(1)
    prices.shareWith(thread.worker)
    await thread.run(async ({ attach, term }) => {
      const other = attach('prices')
      await other.ready()
      term()
      other[Symbol.dispose]()
    })
    prices.set(2)
    expect(await thread.run(({ version }) => version('v2'))).toBe(2)
  })
})

describe('a handle', () => {
  it('can not be written to', async () => {
    const thread = readerThread()
    pricesOf({ n: 1 }).shareWith(thread.worker)
    const frozen = await thread.run(async ({ term }) => {
      await term().ready()
      return [Object.isFrozen(term()), Object.isFrozen(term().snapshot())]
    })
    expect(frozen).toEqual([true, true])
  })

  it('keeps its last value when it is detached, hears nothing more, and can be had anew', async () => {
    const thread = readerThread()
    const prices = pricesOf(1)
    prices.shareWith(thread.worker)
    await thread.run(async ({ term, kept, attach }) => {
      await term().ready()
      kept.old = term()
      kept.changes = term().changes().next()
      term().detach()
      term().detach()
      kept.prices = attach('prices')
    })
    prices.set(2)
    await thread.run(({ version }) => version('v2'))
    const old = await thread.run(async ({ kept }) => [
      (kept.old as { get(): unknown }).get(),
      await kept.changes,
    ])
    expect(old).toEqual([1, { value: undefined, done: true }])
  })

  it('that is detached leaves nobody waiting', async () => {
    const thread = readerThread()
    const stopped = { code: 'ERR_TERM_STOPPED', message: '[prices] is detached' }
    const during = await failure(thread, ({ term }) => {
      const wait = term().ready()
      term().detach()
      return wait
    })
    expect(during).toMatchObject(stopped)
    expect(await failure(thread, ({ term }) => term().ready())).toMatchObject(stopped)
  })

  it('iterates on over a value that can not be had here', async () => {
    const [term, thread, heard] = [pricesOf(), readerThread(), hearing()]
    const tree = await term.start({ observers: [heard] })
    term.shareWith(thread.worker)
    await thread.run(async ({ term, kept }) => {
      await term().ready()
      const values: unknown[] = []
      kept.values = values
      kept.over = (async () => {
        for await (const { value } of term().changes()) if (values.push(value) === 2) return values
        return 'it ended'
      })()
    })
    term.set('fine')
    await thread.run(({ until, kept }) => until(() => (kept.values as unknown[]).length === 1))
    const refused = heard.next(({ type }) => type === 'listener.failed')
    term.set(() => 'no function can be had there')
    await refused
    term.set('fine again')
    expect(await thread.run(({ kept }) => kept.over)).toEqual(['fine', 'fine again'])
    await tree.stop()
  })

  it('iterates over what changes', async () => {
    const thread = readerThread()
    const prices = pricesOf(1)
    prices.shareWith(thread.worker)
    await thread.run(async ({ term, kept }) => {
      await term().ready()
      kept.changes = term().changes({ replay: true })
    })
    const next = () =>
      thread.run(
        async ({ kept }) => (await (kept.changes as AsyncIterator<{ value: unknown }>).next()).value.value,
      )
    expect(await next()).toBe(1)
    prices.set(2)
    expect(await next()).toBe(2)
  })

  it('fences its listeners, and tells the tree of the term what they throw', async () => {
    const thread = readerThread()
    const fetcher = scripted('1', '2')
    const prices = remoteTerm({ name: 'prices', fetcher, deserialize: json, refreshInterval: null })
    const heard = hearing()
    const tree = await prices.start({ observers: [heard] })
    prices.shareWith(thread.worker)
    await thread.run(async ({ term, kept }) => {
      await term().ready()
      term().subscribe(() => {
        throw new RangeError('too bad')
      })
      term().subscribe(() => {
        throw () => 'not even a clone'
      })
      term().subscribe(({ value }) => {
        kept.heard = value
      })
    })
    await prices.refresh()
    await thread.run(({ version }) => version('2'))
    expect(await thread.run(({ kept }) => kept.heard)).toBe(2)
    await expect.poll(() => heard.of('listener.failed')).toHaveLength(2)
    expect(heard.of('listener.failed')).toMatchObject([
      { term: 'prices', error: expect.any(RangeError) },
      { term: 'prices', error: expect.any(Error) },
    ])
    await tree.stop()
  })

  it('goes on when another copy of the package lets go in the same thread', async () => {
    const thread = readerThread()
    const prices = pricesOf(1)
    prices.shareWith(thread.worker)
    await thread.run(async ({ term, kept }, threadId) => {
      await term().ready()
      kept.told = []
      term().subscribe(({ value }) => (kept.told as unknown[]).push(value))
      const copy = new BroadcastChannel(`everterm/1/thread/${threadId}`)
      copy.postMessage({ type: 'bye', term: 'prices' })
      copy.close()
    }, thread.worker.threadId)
    // Either this or the greeting that follows may come first.
    prices.set(2)
    expect(await thread.run(({ version }) => version('v2'))).toBe(2)
    prices.set(3)
    expect(await thread.run(({ version }) => version('v3'))).toBe(3)
    expect(await thread.run(({ kept }) => kept.told)).toEqual([2, 3])
  })

  it('can itself be shared with a thread of the thread', async () => {
    const thread = readerThread()
    const prices = pricesOf(1)
    prices.shareWith(thread.worker)
    const read = await thread.run(async ({ term, shareWith, kept, Worker }, door) => {
      const code = `import('${door}').then(({ attach }) => {
        const prices = attach('prices')
        const { parentPort } = require('node:worker_threads')
        prices.subscribe(({ value }) => parentPort.postMessage(value))
        parentPort.on('message', () => {})
      })`
      const inner = new Worker(code, { eval: true, execArgv: [] })
      kept.inner = inner
      shareWith(inner, { prices: term() })
      return new Promise((resolve) => inner.once('message', resolve))
    }, DOOR)
    expect(read).toBe(1)
    const next = thread.run(
      ({ kept }) =>
        new Promise((resolve) =>
          (kept.inner as import('node:worker_threads').Worker).once('message', resolve),
        ),
    )
    prices.set(2)
    expect(await next).toBe(2)
  })
})

describe('the main thread', () => {
  it('can not attach', () => {
    expect(() => attach('prices')).toThrow(TypeError)
    expect(() => attach('prices')).toThrow('attach "prices": expected to be called in a worker thread')
  })
})
