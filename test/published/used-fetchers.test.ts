/** What `published()` asks is open once: it is closed after its `init`, and two who ask for it at once share that. @module */

import { expect, test, vi } from 'vitest'
import type { Fetcher } from '../../src/fetch/fetcher.ts'
import { usedFetchers } from '../../src/published/used-fetchers.ts'
import { published } from '../../src/published.ts'
import { type Deferred, deferred } from '../support/deferred.ts'
import { fetchContext } from '../support/fetch-context.ts'
import { scripted } from '../support/scripted-fetcher.ts'

/** Lets all that has come be heard. */
const settle = () => new Promise<void>((resolve) => void setImmediate(resolve))

/** A place whose fetchers open when they are told, each time anew. */
function place() {
  const log: string[] = []
  const openings: Deferred<void>[] = []
  const fetcher = (name: string): Fetcher => ({
    ...scripted('1'),
    name,
    async init() {
      const opening = deferred()
      openings.push(opening)
      log.push(`init ${name}`)
      await opening.promise
    },
    close: async () => void log.push(`close ${name}`),
  })
  return { log, openings, used: usedFetchers({ name: 'place', fetcher }) }
}

test('what opens just now is closed after that', async () => {
  const { log, openings, used } = place()
  const off = new AbortController()
  const context = fetchContext({ signal: off.signal })
  const asked = Promise.allSettled([used.pointer('stable', context), used.object('payload', context)])
  off.abort()
  const closed = used.close()
  await settle()
  expect(log).toEqual(['init stable', 'init payload'])
  for (const opening of openings) opening.resolve()
  await closed
  expect(log.slice(2)).toEqual(['close stable', 'close payload'])
  for (const { status } of await asked) expect(status).toBe('rejected')
})

test('a pointer that two ask for at once is opened once', async () => {
  const { log, openings, used } = place()
  const both = [used.pointer('stable', fetchContext()), used.pointer('stable', fetchContext())]
  await settle()
  openings[0]?.resolve()
  const [one, other] = await Promise.all(both)
  expect([one === other, log]).toEqual([true, ['init stable']])
})

test('a pointer is opened again for whoever has waited for an `init` in vain', async () => {
  const { log, openings, used } = place()
  const first = used.pointer('stable', fetchContext())
  const second = used.pointer('stable', fetchContext())
  await settle()
  openings[0]?.reject(new Error('called off'))
  await expect(first).rejects.toThrow('called off')
  await settle()
  openings[1]?.resolve()
  expect((await second).name).toBe('stable')
  expect(log).toEqual(['init stable', 'init stable'])
})

/** What hears of news, and notes its calls. */
function hearing() {
  const log: string[] = []
  const closing = deferred()
  const hints: Fetcher = {
    ...scripted(),
    init: async () => void log.push('init'),
    watch: () => () => {},
    async close() {
      log.push('close')
      await closing.promise
    },
  }
  return { log, closing, hints }
}

test('what gives hints stays open until the last who has them in common is closed', async () => {
  const { log, closing, hints } = hearing()
  closing.resolve()
  const fetcher = published('file:/nowhere', { hints })
  for (let term = 0; term < 2; term++) await fetcher.init?.(fetchContext())
  await fetcher.close?.()
  expect(log).toEqual(['init'])
  await fetcher.close?.()
  expect(log).toEqual(['init', 'close'])
})

test('what gives hints is not opened for one publication while it closes for another', async () => {
  const { log, closing, hints } = hearing()
  const [one, other] = [published('file:/one', { hints }), published('file:/other', { hints })]
  await one.init?.(fetchContext())
  const closed = one.close?.()
  const opened = other.init?.(fetchContext())
  await settle()
  expect(log).toEqual(['init', 'close'])
  closing.resolve()
  await Promise.all([closed, opened])
  expect(log).toEqual(['init', 'close', 'init'])
})

test('who left while another still opened what gives hints closed it under whoever went on', async () => {
  const { log, closing, hints } = hearing()
  closing.resolve()
  const opening = deferred()
  const slow = { ...hints, init: () => opening.promise }
  const fetcher = published('file:/nowhere', { hints: slow })
  const both = [fetcher.init?.(fetchContext()), fetcher.init?.(fetchContext())]
  const left = fetcher.close?.()
  opening.resolve()
  await Promise.all([...both, left])
  expect(log).toEqual([])
  await fetcher.close?.()
  expect(log).toEqual(['close'])
})

test('what gives hints, and opened at the second try, is closed with the last', async () => {
  const { log, closing, hints } = hearing()
  closing.resolve()
  const init = vi.fn().mockRejectedValueOnce(new Error('not yet')).mockResolvedValue(undefined)
  const fetcher = published('file:/nowhere', { hints: { ...hints, init } })
  await expect(fetcher.init?.(fetchContext())).rejects.toThrow('not yet')
  await fetcher.init?.(fetchContext())
  await fetcher.close?.()
  expect(log).toEqual(['close'])
})
