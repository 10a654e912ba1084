/** Waiting for the first value: it always comes to an end. @module */

import { describe, expect, it, vi } from 'vitest'
import { remoteTerm, supervise, TermError } from '../../src/index.ts'
import { deferred, never } from '../support/deferred.ts'
import { endOf, grow, noJitter, outcome } from '../support/grown.ts'
import { scripted, text, versionOf } from '../support/scripted-fetcher.ts'
import { simulatedTime } from '../support/simulated-time.ts'

const background = { name: 'prices', deserialize: text, start: 'background' } as const

describe('`ready`', () => {
  it('resolves with the first value, for all who wait', async () => {
    const gate = deferred()
    const fetcher = scripted(async (known) => {
      await gate.promise
      return versionOf('v1', known)
    })
    const term = remoteTerm({ ...background, fetcher })
    await grow({ term })
    const waits = [
      term.ready(),
      term.ready({ timeout: '1h' }),
      term.ready({ signal: AbortSignal.timeout(60_000) }),
    ]
    gate.resolve()
    expect(await Promise.all(waits)).toEqual(['v1', 'v1', 'v1'])
  })

  it('resolves at once when there is a value, though the signal is aborted', async () => {
    const term = remoteTerm({ ...background, fetcher: scripted('v1'), initial: 'v0' })
    expect(await term.ready({ signal: AbortSignal.abort() })).toBe('v0')
  })

  it('may be called before the term is supervised', async () => {
    const term = remoteTerm({ ...background, fetcher: scripted('v1') })
    const wait = term.ready()
    await grow({ term })
    expect(await wait).toBe('v1')
  })

  it('ends though the term is never supervised', async () => {
    const term = remoteTerm({ ...background, fetcher: scripted('v1') })
    const error = await outcome(term.ready({ timeout: 5 }))
    expect(error).toMatchObject({ code: 'ERR_TERM_TIMEOUT', term: 'prices', cause: undefined })
  })

  it('tells in a time-out why there is none', async () => {
    const down = new TermError('ERR_TERM_DNS', 'no such host')
    const term = remoteTerm({ ...background, fetcher: scripted(down) })
    const { time } = await grow({ term })
    const error = (await endOf(outcome(term.ready({ timeout: '5s' })), time)) as TermError
    expect(error).toMatchObject({ code: 'ERR_TERM_TIMEOUT', cause: { code: 'ERR_TERM_DNS' } })
    expect(error.message).toMatch(/^\[prices\] ERR_TERM_DNS.*; no value within 5000 ms$/)
  })

  it('tells in a time-out why the payload was refused at first, not that it was passed over since', async () => {
    const deserialize = () => {
      throw new RangeError('no price')
    }
    const term = remoteTerm({
      ...background,
      deserialize,
      fetcher: scripted('v1', 'v1'),
      retry: { base: 1, cap: 5 },
    })
    const { time } = await grow({ term })
    const error = (await endOf(outcome(term.ready({ timeout: '5s' })), time)) as TermError
    expect(error.cause).toMatchObject({ code: 'ERR_TERM_QUARANTINED' })
    expect(error.message).toMatch(
      /^\[prices\] ERR_TERM_DESERIALIZE: .*no price.*; this version is still offered; no value within 5000 ms$/,
    )
    expect(error.message).not.toMatch(/QUARANTINED/)
  })

  it('that timed out stands in the way of no later one', async () => {
    const gate = deferred()
    const fetcher = scripted(async (known) => {
      await gate.promise
      return versionOf('v1', known)
    })
    const term = remoteTerm({ ...background, fetcher })
    const { time } = await grow({ term })
    expect(await endOf(outcome(term.ready({ timeout: '1s' })), time)).toMatchObject({
      code: 'ERR_TERM_TIMEOUT',
    })
    const later = term.ready()
    gate.resolve()
    expect(await later).toBe('v1')
  })

  it('waits for thirty seconds unless told otherwise', async () => {
    const term = remoteTerm({ ...background, fetcher: scripted(never) })
    const { time } = await grow({ term })
    const settled = vi.fn()
    const wait = outcome(term.ready()).then(settled)
    await time.advance(29_999)
    expect(settled).not.toHaveBeenCalled()
    await time.advance(1)
    await wait
    expect(settled).toHaveBeenCalledWith(expect.objectContaining({ code: 'ERR_TERM_TIMEOUT' }))
  })

  it.each(['before', 'while'])('is called off by a signal that is aborted %s it waits', async (when) => {
    const controller = new AbortController()
    const term = remoteTerm({ ...background, fetcher: scripted(never) })
    await grow({ term })
    if (when === 'before') controller.abort('no time')
    const wait = outcome(term.ready({ signal: controller.signal }))
    controller.abort('no time')
    expect(await wait).toMatchObject({ code: 'ERR_TERM_ABORTED', term: 'prices', cause: 'no time' })
  })

  it('leaves no listener on a signal that lives on', async () => {
    const { signal } = new AbortController()
    const removed = vi.spyOn(signal, 'removeEventListener')
    const term = remoteTerm({ ...background, fetcher: scripted('v1') })
    const wait = term.ready({ signal })
    await grow({ term })
    await wait
    expect(removed).toHaveBeenCalledWith('abort', expect.any(Function))
  })

  it('is over when the tree stops', async () => {
    const time = simulatedTime()
    const term = remoteTerm({ ...background, fetcher: scripted(never) })
    const tree = await supervise({ term }, { clock: time.clock, random: noJitter })
    const wait = outcome(term.ready())
    await tree.stop()
    expect(await wait).toMatchObject({ code: 'ERR_TERM_STOPPED', term: 'prices' })
  })

  it('is over when the term is removed', async () => {
    const term = remoteTerm({ ...background, fetcher: scripted(never) })
    const { tree } = await grow({ term })
    const wait = outcome(term.ready())
    await tree.remove('term')
    expect(await wait).toMatchObject({ code: 'ERR_TERM_STOPPED' })
  })

  it('is over when the term has ended and is not started again', async () => {
    const broken = scripted(() => ({}) as never)
    const term = remoteTerm({ ...background, fetcher: broken, restart: 'temporary' })
    await grow({ term })
    expect(await outcome(term.ready())).toMatchObject({ code: 'ERR_TERM_STOPPED' })
  })
})
