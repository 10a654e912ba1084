/** Deltas of records are found in a thread: whoever publishes by the library goes on meanwhile. @module */

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { builtTable } from '../../src/decode/table/job.ts'
import { madeRecordDelta } from '../../src/decode/table/record-delta/make.ts'
import { START_MS } from '../../src/decode/workers/wrong-entry.ts'
import { table } from '../../src/index.ts'
import { type PublishTermOptions, publishTerm } from '../../src/published.ts'
import { newFolder } from '../support/publishing.ts'
import { diceOf, drawnRecords, nextRecords, type Records } from '../support/record-deltas.ts'
import { heardThreads } from '../support/threads.ts'

// Threads load modules of their own, so that only calls in this one are counted.
vi.mock('../../src/decode/table/job.ts', { spy: true })
vi.mock('../../src/decode/table/record-delta/make.ts', { spy: true })

const dice = diceOf(23)
const OLD = drawnRecords(dice, 400)
const NEW = nextRecords(dice, OLD, { changed: 40, removed: 0, added: 0 })

/** Publishes both; counts the turns of the event loop while the second one is published. */
async function published(records: readonly [Records, Records], options: Partial<PublishTermOptions> = {}) {
  const to = `file:${await newFolder()}`
  const deserialize = table<object>({ key: 'id', columns: true })
  const put = (some: Records) =>
    publishTerm('prices', JSON.stringify([...some.values()]), {
      to,
      deserialize,
      workers: { above: 0 },
      ...options,
    })
  await put(records[0])
  return put(records[1])
}

const callsHere = () => vi.mocked(builtTable).mock.calls.length + vi.mocked(madeRecordDelta).mock.calls.length

test('to find what has changed of the records held up the loop of who publishes', async () => {
  const threads = heardThreads()
  const before = callsHere()
  const made = await published([OLD, NEW])
  expect(made).toMatchObject({ outcome: 'published', recordDelta: { from: 1, size: expect.any(Number) } })
  expect([threads.started, callsHere() - before]).toEqual([1, 0])
  await threads.gone()
})

test('a thread finds the same as is found here, where payloads are small', async () => {
  const elsewhere = await published([OLD, NEW])
  const threads = heardThreads()
  const before = callsHere()
  const here = await published([OLD, NEW], { workers: { above: Number.POSITIVE_INFINITY } })
  expect([threads.started, callsHere() - before]).toEqual([0, 3])
  expect(here.recordDelta).toEqual(elsewhere.recordDelta)
})

test('a module for keys that no thread can load is no fault of the payloads', async () => {
  const deserialize = table<object>({ key: new URL('./no-such-module.mjs', import.meta.url) })
  const made = await published([OLD, NEW], { deserialize })
  expect(made).toMatchObject({
    outcome: 'published',
    noRecordDelta: expect.stringMatching(/^no thread could make it: ERR_TERM_DECODER: .*no-such-module/),
  })
})

const moduleAs = async (source: string) => {
  const file = join(await newFolder(), 'entry.mjs')
  await writeFile(file, source)
  return { above: 0, entry: file }
}
const WRONG =
  /^the module of `workers.entry` \(.*entry\.mjs\) is to import everterm\/thread, and decodes nothing: /

test('a module of `workers.entry` that ends or throws left deltas out, and nobody was told', async () => {
  for (const [source, why] of [
    ['export const nothing = 1', /it ended with code 0$/],
    ['throw new Error("broken")', /broken/],
  ] as const) {
    const made = published([OLD, NEW], { workers: await moduleAs(source) })
    await expect(made).rejects.toMatchObject({
      code: 'ERR_TERM_DECODER',
      message: expect.stringMatching(WRONG),
    })
    await expect(made).rejects.toThrow(why)
  }
})

test('a module of `workers.entry` that runs and decodes nothing was waited for without end', async () => {
  const workers = await moduleAs('setInterval(() => {}, 1000)')
  const threads = heardThreads()
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  process.once('worker', () => setImmediate(() => vi.advanceTimersByTime(START_MS)))
  const made = published([OLD, NEW], { workers })
  await expect(made).rejects.toMatchObject({
    code: 'ERR_TERM_DECODER',
    message: expect.stringMatching(WRONG),
  })
  await threads.gone()
})

test('whoever calls it off waits for no thread, and leaves none behind', async () => {
  const threads = heardThreads()
  const called = new AbortController()
  const reason = new Error('called off')
  process.once('worker', () => called.abort(reason))
  await expect(published([OLD, NEW], { signal: called.signal })).rejects.toBe(reason)
  await threads.gone()
  expect(threads.started).toBe(1)
})
