/** Starting a tree: what it waits for, and what becomes of it when a value doesn't come. @module */

import { describe, expect, it, vi } from 'vitest'
import { fixed, group, remoteTerm, type StartPolicy, supervise, TermError, table } from '../../src/index.ts'
import { deferred, never } from '../support/deferred.ts'
import { endOf, grow, noJitter, outcome } from '../support/grown.ts'
import { type Script, scripted, text, versionOf } from '../support/scripted-fetcher.ts'
import { simulatedTime } from '../support/simulated-time.ts'

const down = new TermError('ERR_TERM_DNS', 'no such host')
const broken = () => ({}) as never

const termOf = (name: string, start?: StartPolicy, ...script: readonly Script[]) => {
  const fetcher = scripted(...script)
  return { fetcher, term: remoteTerm({ name, fetcher, deserialize: text, start }) }
}

/** A supervision whose end the test waits for. */
function starting(...args: Parameters<typeof supervise>) {
  const [children, options] = args
  const time = simulatedTime()
  const settled = vi.fn()
  const started = supervise(children, { clock: time.clock, random: noJitter, ...options })
  started.then(settled, settled)
  return { time, started, settled }
}

describe('a tree', () => {
  it('has started when every term holds a value, those of groups too', async () => {
    const gates = [deferred(), deferred()]
    const [one, two] = gates.map((gate, index) =>
      termOf(`term-${index}`, undefined, async (known) => {
        await gate.promise
        return versionOf('v1', known)
      }),
    )
    if (one === undefined || two === undefined) throw new Error('two terms')
    const { time, started, settled } = starting({ one: one.term, group: group({ two: two.term }) })
    gates[0]?.resolve()
    await time.settle()
    expect(one.term.get()).toBe('v1')
    expect(settled).not.toHaveBeenCalled()
    gates[1]?.resolve()
    const tree = await started
    expect(two.term.get()).toBe('v1')
    await tree.stop()
  })

  it('waits through failures until a value comes in time', async () => {
    const { fetcher, term } = termOf('prices', undefined, down, down, down, 'v1')
    const { time, started } = starting({ term })
    const tree = await endOf(started, time)
    expect([fetcher.asked.length, term.get()]).toEqual([4, 'v1'])
    await tree.stop()
  })

  it('tells what is wrong with a payload, also when it is offered again', async () => {
    const fetcher = fixed('{"a":{"price":1},}')
    const term = remoteTerm({ name: 'prices', fetcher, deserialize: table() })
    const { time, started } = starting({ term })
    // The first decoder of a process is loaded meanwhile, on no clock of ours.
    await expect.poll(() => term.status().failures).toBe(1)
    const error = (await endOf(outcome(started), time)) as TermError
    expect(error.message).toMatch(
      /^the tree did not start: \[prices\] ERR_TERM_DESERIALIZE: .*; this version is still offered; no value within 30000 ms$/,
    )
    expect(error.message).toContain('ERR_TERM_DESERIALIZE: The payload is not valid JSON (byte 17')
  })

  it('has started at once over terms that hold a value already', async () => {
    const { fetcher, term } = termOf('prices', undefined, 'v1', never)
    await (await supervise({ term })).stop()
    await using tree = await supervise({ term })
    expect([fetcher.asked.length, term.get(), tree.health().ready]).toEqual([2, 'v1', true])
  })

  it('is content with an initial value', async () => {
    const term = remoteTerm({ name: 'prices', fetcher: scripted(down), initial: new Uint8Array() })
    const { tree } = await grow({ term })
    expect(tree.health()).toMatchObject({ startup: true, ready: true })
  })

  it('starts its terms in the order they stand', async () => {
    const order: string[] = []
    const term = (name: string) => {
      const setup = () => void order.push(name)
      return remoteTerm({ name, fetcher: scripted('v1'), setup })
    }
    await grow({ z: term('z'), g: group({ y: term('y'), x: term('x') }), a: term('a') })
    expect(order).toEqual(['z', 'y', 'x', 'a'])
  })
})

describe('a start that fails', () => {
  it('names the terms and the reasons, and has stopped everything', async () => {
    const good = termOf('good', undefined, 'v1')
    const dark = termOf('dark', { policy: 'require', within: '5s' }, down)
    const mute = termOf('mute', { policy: 'require', within: '9s' }, never)
    const { time, started, settled } = starting({ good: good.term, dark: dark.term, mute: mute.term })
    await time.advance(8_999)
    expect(settled).not.toHaveBeenCalled()
    const error = (await endOf(outcome(started), time)) as TermError
    expect(error).toBeInstanceOf(TermError)
    expect(error.code).toBe('ERR_TERM_START')
    expect(error.message).toMatch(/\[dark\] ERR_TERM_DNS.*5000 ms.*\[mute\].*9000 ms/)
    expect(error.message).not.toContain('[good]')
    expect(error.cause).toBeInstanceOf(AggregateError)
    expect((error.cause as AggregateError).errors).toMatchObject([
      { code: 'ERR_TERM_TIMEOUT', term: 'dark', cause: { code: 'ERR_TERM_DNS' } },
      { code: 'ERR_TERM_TIMEOUT', term: 'mute' },
    ])

    for (const { term } of [good, dark, mute]) expect(term.status().state).toBe('down')
    const asked = () => [good, dark, mute].map(({ fetcher }) => fetcher.asked.length)
    const before = asked()
    await time.advance(3_600_000)
    expect(asked()).toEqual(before)
    expect([good, dark, mute].map(({ fetcher }) => fetcher.closed)).toEqual([1, 1, 1])
    expect(good.term.get()).toBe('v1')
  })

  it('leaves the terms free to be supervised again', async () => {
    const { fetcher, term } = termOf('prices', { policy: 'require', within: 20 }, never)
    expect(await outcome(supervise({ term }))).toMatchObject({ code: 'ERR_TERM_TIMEOUT' })
    fetcher.answer('v1')
    await using _tree = await supervise({ term })
    expect(term.get()).toBe('v1')
  })

  it('comes at once, with the reason, when the tree gives up for good', async () => {
    const { term } = termOf('prices', undefined, broken)
    const { time, started } = starting({ term }, { onGiveUp: 'stop' })
    const error = (await outcome(started)) as TermError
    expect(error).toMatchObject({ code: 'ERR_TERM_CONTRACT' })
    expect(error.message).toContain('ERR_TERM_CONTRACT')
    expect((error.cause as AggregateError).errors).toMatchObject([
      { code: 'ERR_TERM_STOPPED', cause: { code: 'ERR_TERM_CONTRACT' } },
    ])
    expect(time.clock.monotonic()).toBe(0)
  })

  it('shows no secret of a reason', async () => {
    const secret = new Error('GET https://user:canary@origin.test/?token=canary')
    const { term } = termOf('prices', { policy: 'require', within: 20 }, secret)
    const error = (await outcome(supervise({ term }))) as TermError
    expect(error).toMatchObject({ code: 'ERR_TERM_FETCH' })
    expect(error.message).not.toContain('canary')
  })
})

describe('a start policy', () => {
  it('`require` waits for thirty seconds unless told otherwise', async () => {
    const { term } = termOf('prices', 'require', never)
    const { time, started, settled } = starting({ term })
    const ended = outcome(started)
    await time.advance(29_999)
    expect(settled).not.toHaveBeenCalled()
    await time.advance(1)
    expect(await ended).toMatchObject({ code: 'ERR_TERM_TIMEOUT' })
  })

  it('`wait` goes on without a value, which may come later', async () => {
    const { term, fetcher } = termOf('prices', { policy: 'wait', within: '2s' }, down)
    const { time, started, settled } = starting({ term })
    await time.advance(1_999)
    expect(settled).not.toHaveBeenCalled()
    await time.advance(1)
    const tree = await started
    expect(term.peek()).toBeUndefined()
    expect(tree.health()).toMatchObject({ startup: true, ready: true, terms: { prices: { ready: false } } })
    fetcher.answer('v1')
    await time.advance(60_000)
    expect(term.get()).toBe('v1')
    await tree.stop()
  })

  it('`wait` waits no longer than it must', async () => {
    const { term } = termOf('prices', 'wait', 'v1')
    const { time, started } = starting({ term })
    const tree = await started
    expect([time.clock.monotonic(), term.get()]).toEqual([0, 'v1'])
    await tree.stop()
  })

  it.each([
    ['`background`', { start: 'background' }],
    ['`lazyInit`', { lazyInit: true }],
    ['both', { start: 'background', lazyInit: true }],
  ] as const)('%s waits for nothing, but does fetch', async (_, options) => {
    const gate = deferred()
    const fetcher = scripted(async (known) => {
      await gate.promise
      return versionOf('v1', known)
    })
    const term = remoteTerm({ name: 'prices', fetcher, deserialize: text, ...options })
    const { tree } = await grow({ term })
    expect(term.peek()).toBeUndefined()
    expect(tree.health()).toMatchObject({ startup: false, ready: false, live: true })
    gate.resolve()
    expect(await term.ready()).toBe('v1')
    expect(tree.health()).toMatchObject({ startup: true, ready: true, live: true })
  })

  it('`require` within a short real time', async () => {
    const { term } = termOf('prices', { policy: 'require', within: '0.02s' }, down)
    expect(await outcome(supervise({ term }))).toMatchObject({
      code: 'ERR_TERM_DNS',
      message: expect.stringContaining('no value within 20 ms'),
    })
  })
})
