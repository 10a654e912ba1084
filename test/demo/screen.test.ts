/** The demo's screen: a pure function of what there is to show. @module */

import { stripVTControlCharacters } from 'node:util'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Model } from '../../examples/demo/model.ts'
import type { News } from '../../examples/demo/news.ts'
import { frame } from '../../examples/demo/screen.ts'
import { painter } from '../../examples/demo/text.ts'
import { model, termRow } from '../support/demo-model.ts'

const plain = painter(false)
const small = { columns: 80, rows: 24 }
const large = { columns: 120, rows: 40 }

const show = (given: Partial<Model> = {}, size = small) => frame(model(given), size, plain)
const lineOf = (lines: readonly string[], start: string) => lines.find((line) => line.startsWith(` ${start}`))
const news = (text: string, detail?: string): News => ({
  at: 0,
  about: 'currencies',
  tone: 'bad',
  text,
  detail,
})

describe('a frame', () => {
  test('fills the terminal exactly, whatever its size and with or without colour', () => {
    const size = fc.record({
      columns: fc.integer({ min: 3, max: 200 }),
      rows: fc.integer({ min: 1, max: 60 }),
    })
    fc.assert(
      fc.property(size, fc.boolean(), fc.nat(100), (size, colours, events) => {
        const many = Array.from({ length: events }, (_, event) => news(`event ${event}`, 'with a detail'))
        const lines = frame(model({ news: many }), size, painter(colours))
        expect(lines).toHaveLength(size.rows)
        for (const line of lines) expect(stripVTControlCharacters(line)).toHaveLength(size.columns)
      }),
    )
  })

  test('says the same in colour', () => {
    const painted = frame(model(), small, painter(true))
    expect(painted.join('\n')).toContain('\x1b[32m● up\x1b[39m')
    expect(painted.map(stripVTControlCharacters)).toEqual(show())
  })

  test('has no control characters without colours', () => {
    expect(show().join('\n')).toBe(stripVTControlCharacters(show().join('\n')))
  })

  test('leaves nothing out of a terminal of 80 columns', () => {
    expect(show().filter((line) => line.includes('…'))).toEqual([])
  })
})

describe('the screen shows', () => {
  test('state, version, age, next attempt, failures, restarts and size of a term', () => {
    const row = termRow({ state: 'backoff', failures: 4, restarts: 2 })
    expect(lineOf(show({ terms: [row] }), 'compat')).toMatch(
      /● backoff +8\.1\.9-3 +1\.2s +3\.8s +4 +2 +1\.4 MB *$/,
    )
  })

  test('a term that holds nothing', () => {
    const none = { version: undefined, ageMs: undefined, nextMs: undefined, bytes: undefined }
    const lines = show({ terms: [termRow({ state: 'down', ...none, answer: undefined })] })
    expect(lineOf(lines, 'compat')).toMatch(/○ down +none +- +- +0 +0 +- *$/)
    expect(lines.join('\n')).toContain('no value yet')
  })

  test('the last error where there is room', () => {
    const terms = [termRow({ error: 'ERR_TERM_NETWORK' })]
    expect(lineOf(show({ terms }, large), 'compat')).toContain('ERR_TERM_NETWORK')
    expect(lineOf(show({ terms }), 'compat')).not.toContain('ERR_TERM_NETWORK')
  })

  test('how the origin fails, and that the key heals it', () => {
    const lines = show({ origin: { url: 'http://127.0.0.1:1', fault: 'cuts connections', editions: 1 } })
    expect(lineOf(lines, 'origin')).toContain('○ cuts connections')
    expect(lines.at(-1)).toContain('heal origin')
    expect(show().at(-1)).toContain('break origin')
  })

  test('a supervisor that cools down', () => {
    const supervisor = { state: 'cooling', budget: 1, limit: 3, coolsForMs: 7_300 }
    expect(lineOf(show({ supervisor }), 'origin')).toContain('● cooling, 7.3s left  restarts left ▰▱▱')
  })

  test('reads of the last second, of the seconds before as bars, in all, and those that failed', () => {
    expect(lineOf(show(), '38,412 reads/s')).toMatch(/█▅█ +1,203,911 so far, 0 failed/)
  })

  test('what a read gives right now', () => {
    expect(show().join('\n')).toContain('currencies   EUR 99.18')
  })

  test('as many of the newest events as fit', () => {
    const many = Array.from({ length: 30 }, (_, event) => news(`event ${event}.`))
    const shown = (size: typeof small) => show({ news: many }, size).filter((line) => line.includes('event '))
    expect(shown(small)).toHaveLength(5)
    expect(shown(small).at(-1)).toContain('event 29.')
    expect(shown(large)).toHaveLength(21)
  })

  test('the detail of an event only whole', () => {
    const lines = show({ news: [news('a'.repeat(50), 'detail'), { ...news('b', 'detail'), times: 3 }] })
    expect(lines.join('\n')).not.toContain(`${'a'.repeat(50)},`)
    expect(lines.join('\n')).toContain('b (3×), detail')
  })
})
