/** What a user's code leaves behind and fails later (promises, abort listeners, streams) ends nothing and is told of. @module */

import { createReadStream } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type Fetcher, firstOf, fixed, type Observer, remoteTerm } from '../../src/index.ts'
import { type LoggerLike, log } from '../../src/observe/log.ts'
import { REJECTIONS, THROWS } from '../support/mischief.ts'
import { guardProcess } from '../support/process-guard.ts'
import { type Seat, seats } from '../support/seats.ts'
import { stageTree } from '../support/staged-term.ts'

guardProcess()

const later = () => Promise.reject(new Error('later'))

describe('a `get` that is async and rejects', () => {
  it('is told of, though nobody reads', async () => {
    const { term, mischief } = seats()
    mischief('get', later)
    const { heard, time } = await stageTree({ term })
    await time.settle()

    expect(heard.outcomes()).toEqual(['updated'])
    expect(heard.of('listener.failed')).toMatchObject([{ term: 'seats', error: { message: 'later' } }])
    await expect(term.get()).rejects.toThrow('later')
  })

  it('is not asked to begin its work by us, where it gives a query and no promise', async () => {
    const { term, mischief } = seats()
    let begun = 0
    // biome-ignore lint/suspicious/noThenProperty: builders of queries have one
    const query = { then: () => begun++ }
    mischief('get', () => query)
    await stageTree({ term })

    expect(term.snapshot().value).toBe(query)
    expect(begun).toBe(0)
  })
})

describe.each([...THROWS, ...REJECTIONS])('an abort listener that %s', (_, act) => {
  const listens = (signal: AbortSignal | undefined) =>
    signal?.addEventListener('abort', act as () => void, { once: true })

  it.each<Seat>(['setup', 'probe', 'open', 'deserialize', 'put'])(
    'in %s is told of when the attempt is over its deadline',
    async (seat) => {
      const { term, mischief, signals } = seats({ start: 'background', limits: { deadline: '10s' } })
      const { heard, time, poll } = await stageTree({ term })
      await heard.end()
      mischief(seat === 'setup' ? 'probe' : seat, () => {
        listens(signals.at(-1))
        return new Promise(() => {})
      })
      const end = poll(term)
      await time.settle()
      await time.advance(10_000)

      expect(await end).toMatchObject({ code: 'ERR_TERM_TIMEOUT' })
      expect(heard.of('listener.failed')).toMatchObject([{ term: 'seats' }])
      expect(term.get()).toEqual({ version: 1 })
    },
  )

  it('is told of when the attempt fails, and when the tree stops', async () => {
    const { term, mischief, signals } = seats()
    const { heard, poll, tree, toNextProbe, time } = await stageTree({ term })
    mischief('deserialize', () => {
      listens(signals.at(-1))
      throw new Error('bad')
    })
    await poll(term)
    mischief('deserialize', undefined)
    mischief('open', () => {
      listens(signals.at(-1))
      return new Promise(() => {})
    })
    await toNextProbe(term)
    await time.settle()
    await tree.stop()

    expect(heard.outcomes()).toEqual(['updated', 'ERR_TERM_DESERIALIZE', 'cancelled'])
    // One that fails after the stop has nobody to be told.
    expect(heard.of('listener.failed')).not.toHaveLength(0)
  })

  it('of an origin of `firstOf` that took too long ends nothing', async () => {
    const slow: Fetcher = {
      name: 'slow',
      probe: (_, { signal }) => {
        listens(signal)
        return new Promise(() => {})
      },
    }
    const term = remoteTerm({ name: 'prices', fetcher: firstOf([slow, fixed('x')], { patience: 5 }) })
    const { heard } = await stageTree({ term })

    expect(heard.outcomes()).toEqual(['updated'])
    expect(heard.of('listener.failed')).toMatchObject([{ term: 'prices' }])
  })
})

describe('a fetcher', () => {
  const watching = (watch: () => unknown): Fetcher => ({ ...fixed('x'), watch: watch as () => () => void })

  it('whose `watch` is async and rejects crashes by its contract, and by nothing else', async () => {
    const term = remoteTerm({ name: 'prices', fetcher: watching(later), start: 'background' })
    const { heard, time } = await stageTree({ term })
    await time.settle()

    expect(heard.of('term.crashed')[0]).toMatchObject({ code: 'ERR_TERM_CONTRACT' })
  })

  it.each([...THROWS, ...REJECTIONS])(
    'of `firstOf` whose `watch` %s is told of, and polled',
    async (_, act) => {
      let watches = 0
      const other = watching(() => {
        watches++
        return () => watches--
      })
      const fetcher = firstOf([other, watching(act)])
      const term = remoteTerm({ name: 'prices', fetcher })
      const { heard, poll, time } = await stageTree({ term })
      await time.settle()
      expect(heard.of('listener.failed')).toHaveLength(1)
      expect(watches).toBe(0)
      expect(await poll(term)).toMatchObject({ outcome: 'unchanged' })
    },
  )

  it('of `firstOf` whose watch can not be ended keeps no other from its end', async () => {
    let watches = 0
    const bad = watching(() => () => {
      throw new Error('a bug')
    })
    const good = watching(() => {
      watches++
      return () => watches--
    })
    const term = remoteTerm({ name: 'prices', fetcher: firstOf([bad, good]) })
    const { heard, tree } = await stageTree({ term })
    expect(watches).toBe(1)
    await tree.stop()

    expect(watches).toBe(0)
    expect(heard.of('listener.failed')).toMatchObject([{ error: { message: 'a bug' } }])
  })

  it('whose stream is too large, and fails later, fails the attempt alone', async () => {
    const open = () => createReadStream('/no/such/file')
    const fetcher: Fetcher = { name: 'stream', probe: async () => ({ changed: true, size: 2 ** 40, open }) }
    const term = remoteTerm({ name: 'prices', fetcher, start: 'background' })
    const { heard } = await stageTree({ term })

    expect(await heard.end()).toMatchObject({ outcome: 'failed', stage: 'download' })
  })
})

it('a logger whose methods are async and reject is told of', async () => {
  const logger: LoggerLike = {
    trace: later,
    debug: later,
    info: later,
    warn: later,
    error: later,
    child: () => logger,
  }
  const heard: string[] = []
  const other: Observer = { name: 'other', hear: ({ type }) => heard.push(type) }
  const { term } = seats()
  const { time } = await stageTree({ term }, { observers: [log(logger), other] })
  await time.settle()

  expect(heard).toContain('listener.failed')
})

describe('a signal of the user that throws when it is listened to', () => {
  const signal = {
    aborted: false,
    addEventListener() {
      throw new Error('no')
    },
    removeEventListener() {},
  } as unknown as AbortSignal

  it('leaves no wait behind', async () => {
    const { term } = seats()
    await expect(term.ready({ signal, timeout: 1 })).rejects.toThrow('no')
    await new Promise((resolve) => setTimeout(resolve, 5))
  })

  it('leaves no subscription behind', async () => {
    const { term } = seats()
    expect(() => term.changes({ signal })).toThrow('no')
  })
})
