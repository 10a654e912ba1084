/** A fetcher that breaks its contract is a bug: its incarnation crashes, a fresh one follows, the value stays. @module */

import { describe, expect, it } from 'vitest'
import { json, type Probe, remoteTerm, type SuperviseOptions } from '../../src/index.ts'
import { guardProcess } from '../support/process-guard.ts'
import { stageTree } from '../support/staged-term.ts'

guardProcess()

/** A fetcher whose answers a test sets, and which counts how often it was opened and closed. */
function fickle() {
  const seen = { opened: 0, closed: 0 }
  let version = 0
  let answer: (() => unknown) | undefined
  const good = (): Probe => {
    const bytes = new TextEncoder().encode(`{"version":${++version}}`)
    return { changed: true, version: `v${version}`, open: async () => bytes }
  }
  return {
    seen,
    answers: (next: (() => unknown) | undefined) => {
      answer = next
    },
    fetcher: {
      name: 'fickle',
      init: () => void seen.opened++,
      close: () => void seen.closed++,
      probe: async () => (answer ?? good)() as Probe,
    },
  }
}

async function stageFickle(options: SuperviseOptions = {}) {
  const { fetcher, seen, answers } = fickle()
  const term = remoteTerm({ name: 'fickle', fetcher, deserialize: json<{ version: number }> })
  const staged = await stageTree({ term }, options)
  return { ...staged, term, seen, answers }
}

const changed = (fields: object) => () => ({ changed: true, open: async () => new Uint8Array(1), ...fields })
const opens = (body: unknown) => changed({ open: () => body })
async function* yields(chunk: unknown) {
  yield chunk
}

const BREACHES: readonly (readonly [string, () => unknown])[] = [
  ['nothing for a probe', () => undefined],
  ['null for a probe', () => null],
  ['text for a probe', () => 'changed'],
  ['an object that says nothing', () => ({})],
  ['`changed` that is no boolean', () => ({ changed: 'yes' })],
  ['no `open`', () => ({ changed: true })],
  ['validators that are a list', () => ({ changed: false, known: [] })],
  ['`open` that is no function', changed({ open: 'body' })],
  ['a version that is no text', changed({ version: 5 })],
  ['an encoding that is no text', changed({ encoding: 5 })],
  ['a size below 0', changed({ size: -1 })],
  ['a size that is no number', changed({ size: Number.NaN })],
  ['F37 a freshness of NaN', changed({ freshFor: Number.NaN })],
  ['F37 a freshness below 0', changed({ freshFor: -1 })],
  ['F37 a freshness of text', changed({ freshFor: '5' })],
  ['F37 a staleness of NaN', changed({ staleFor: Number.NaN })],
  ['F37 a staleness below 0', () => ({ changed: false, staleFor: -1 })],
  ['a pace of NaN', changed({ interval: Number.NaN })],
  ['a pace below 0', changed({ interval: -1 })],
  ['a pace of text', () => ({ changed: false, interval: '5' })],
  ['a strength that is no boolean', changed({ version: 'v2', strong: 'yes' })],
  ['a media type that is no text', changed({ mediaType: 5 })],
  ['F37 an unchanged one of NaN', () => ({ changed: false, freshFor: Number.NaN })],
  ['`known` that is no object', changed({ known: 'v2' })],
  ['`knownIfSame` that is no object', changed({ knownIfSame: 'v2' })],
  ['a time that is no number', changed({ modifiedAt: '2026-01-01' })],
  ['a source without a name', changed({ source: { fallback: true } })],
  ['a source that is nothing', () => ({ changed: false, source: null })],
  ['a source that says nothing of being a fallback', () => ({ changed: false, source: { name: 'a' } })],
  ['nothing for a body', opens(undefined)],
  ['text for a body', opens('{}')],
  ['an array of chunks for a body', opens([new Uint8Array(1)])],
  ['text in time for a body', opens(Promise.resolve('{}'))],
  ['nothing in time for a body', opens(Promise.resolve(undefined))],
  ['chunks of text', changed({ open: () => yields('{}') })],
  ['chunks of nothing', changed({ open: () => yields(undefined) })],
]

describe('a fetcher that gives', () => {
  it.each(BREACHES)('%s crashes its incarnation, and the next one is fresh', async (_, breach) => {
    const { term, heard, poll, seen, answers, time, tree } = await stageFickle()
    const held = term.get()
    let times = 1
    answers(() => {
      if (times-- === 1) return breach()
      answers(undefined)
      return { changed: false }
    })

    const ended = await poll(term)
    await time.settle()

    expect(ended).toMatchObject({ outcome: 'failed', code: 'ERR_TERM_CONTRACT', nextInMs: null })
    expect(heard.of('term.crashed')).toMatchObject([{ id: 'term#0', code: 'ERR_TERM_CONTRACT' }])
    expect(heard.of('supervisor.restarted')).toMatchObject([{ child: 'term', restarts: 1 }])
    expect(heard.outcomes()).toEqual(['updated', 'ERR_TERM_CONTRACT', 'unchanged'])
    expect(seen).toEqual({ opened: 2, closed: 1 })
    expect(term.get()).toBe(held)
    expect(term.status()).toMatchObject({ state: 'idle', crashes: 1 })

    expect(await poll(term)).toMatchObject({ outcome: 'updated' })
    await tree.stop()
    expect(seen).toEqual({ opened: 2, closed: 2 })
  })
})

describe('a fetcher that goes on breaking its contract', () => {
  it('P21: has its tree cool down and start again, for as long as it takes, while the value is served', async () => {
    const { term, heard, poll, answers, time, clock, tree } = await stageFickle({ coolDown: '30s' })
    const held = term.get()
    answers(() => 'garbage')
    await poll(term)
    await time.settle()

    for (let round = 1; round <= 3; round++) {
      expect(heard.of('supervisor.gave-up')).toHaveLength(round)
      expect(tree.health()).toMatchObject({ state: 'cooling', live: true, ready: true })
      expect(term.status().state).toBe('down')
      expect(term.get()).toBe(held)
      expect(clock.armed).toBe(1)
      await time.advance(30_000)
      expect(heard.of('supervisor.resumed')).toHaveLength(round)
    }
    // One restart within 5 s is allowed, so there are two crashes each time.
    expect(heard.of('term.crashed')).toHaveLength(2 + 3 * 2)

    answers(undefined)
    const refreshed = term.refresh()
    await time.advance(30_000)
    expect(await refreshed).toBe('updated')
    expect(term.get().version).toBe(2)
  })

  it('P21: ends the tree where that was asked for, and the value is still served', async () => {
    const { term, heard, poll, answers, time, clock, tree } = await stageFickle({ onGiveUp: 'stop' })
    const held = term.get()
    answers(() => 'garbage')
    await poll(term)
    await time.settle()

    expect(heard.of('supervisor.gave-up')).toMatchObject([{ coolDownMs: null, child: 'term', limit: 1 }])
    expect(tree.health()).toMatchObject({ state: 'stopped', live: false, ready: false })
    expect(term.get()).toBe(held)
    await expect(term.refresh()).rejects.toMatchObject({ code: 'ERR_TERM_STOPPED' })
    await expect(tree.add('again', term)).rejects.toMatchObject({ code: 'ERR_TERM_STOPPED' })
    await tree.stop()
    expect(clock.armed).toBe(0)
  })
})
