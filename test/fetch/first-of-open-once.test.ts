/** An origin of several is open once, whoever asks for it: no `init` of it is called beside another one, or beside its `close`. @module */

import { describe, expect, it, vi } from 'vitest'
import { firstOf } from '../../src/fetch/first-of.ts'
import { deferred } from '../support/deferred.ts'
import { fetchContext } from '../support/fetch-context.ts'
import { scripted } from '../support/scripted-fetcher.ts'

/** Lets all that has come be heard. */
const settle = () => new Promise<void>((resolve) => void setImmediate(resolve))

function noted(name: string) {
  const log: string[] = []
  return {
    ...scripted('1'),
    name,
    log,
    init: vi.fn(async () => void log.push('init')),
    close: vi.fn(async () => void log.push('close')),
  }
}

/** An origin that opens only when it is told, behind a patience that is shorter. */
function slowly() {
  const opening = deferred()
  const slow = noted('slow')
  slow.init.mockImplementation(async () => {
    slow.log.push('init')
    await opening.promise
    slow.log.push('opened')
  })
  let now = 0
  const fetcher = firstOf([slow, noted('other')], { patience: '20ms', now: () => now })
  const later = () => {
    now += 600_000
  }
  return { opening, slow, fetcher, later }
}

describe('an origin whose `init` outlives its patience', () => {
  it('is not opened a second time, and is taken once it is open', async () => {
    const { opening, slow, fetcher, later } = slowly()
    await fetcher.init?.(fetchContext())
    const passedOver = { name: 'other', fallback: true, error: { code: 'ERR_TERM_TIMEOUT' } }
    expect(await fetcher.probe(undefined, fetchContext())).toMatchObject({ source: passedOver })
    expect(slow.log).toEqual(['init'])
    opening.resolve()
    later()
    expect(await fetcher.probe(undefined, fetchContext())).toMatchObject({ source: { name: 'slow' } })
    expect(slow.log).toEqual(['init', 'opened'])
  })

  it('is closed when that has ended', async () => {
    const { opening, slow, fetcher } = slowly()
    await fetcher.init?.(fetchContext())
    const closed = fetcher.close?.()
    await settle()
    expect(slow.log).toEqual(['init'])
    opening.resolve()
    await closed
    expect(slow.log).toEqual(['init', 'opened', 'close'])
  })

  it('is not asked for whoever has passed it over', async () => {
    const { opening, slow, fetcher } = slowly()
    await fetcher.init?.(fetchContext())
    await fetcher.probe(undefined, fetchContext())
    opening.resolve()
    await settle()
    expect([slow.log.at(-1), slow.asked]).toEqual(['opened', []])
  })
})

describe('an origin of two', () => {
  it('is not opened for the second while it closes for the first', async () => {
    const closing = deferred()
    const origin = noted('a')
    origin.close.mockImplementation(async () => void (await closing.promise))
    const [one, other] = [firstOf([origin]), firstOf([origin])]
    await one.init?.(fetchContext())
    const closed = one.close?.()
    const opened = other.init?.(fetchContext())
    await settle()
    expect(origin.log).toEqual(['init'])
    closing.resolve()
    await Promise.all([closed, opened])
    expect(origin.log).toEqual(['init', 'init'])
  })

  it('stays open until the last who has it in common is closed', async () => {
    const origin = noted('a')
    const fetcher = firstOf([origin])
    for (let term = 0; term < 2; term++) await fetcher.init?.(fetchContext())
    await fetcher.close?.()
    expect(origin.log).toEqual(['init'])
    await fetcher.close?.()
    expect(origin.log).toEqual(['init', 'close'])
    await fetcher.init?.(fetchContext())
    expect(origin.log).toEqual(['init', 'close', 'init'])
  })

  it('is opened for the second where the first, who opens it, is called off', async () => {
    const origin = noted('a')
    const opening = deferred()
    origin.init.mockImplementationOnce(async () => {
      origin.log.push('in vain')
      await opening.promise
    })
    const fetcher = firstOf([origin])
    const off = new AbortController()
    const first = fetcher.init?.(fetchContext({ signal: off.signal }))
    const second = fetcher.init?.(fetchContext())
    await settle()
    off.abort()
    opening.reject(new Error('called off'))
    await Promise.all([first, second])
    expect(origin.log).toEqual(['in vain', 'init'])
    expect(await fetcher.probe(undefined, fetchContext())).toMatchObject({ changed: true })
  })
})
