/** A report has at most 1 kB, however many terms there are, and nothing that is decided goes missing by that. @module */

import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Control } from '../../src/fleet/control.ts'
import { memoryEngine } from '../../src/fleet/engines/memory.ts'
import { keys } from '../../src/fleet/keys.ts'
import { fittedReport, MOST_REPORT_BYTES, readListing } from '../../src/fleet/listing.ts'
import { fleetOverview } from '../../src/fleet/overview.ts'
import { type InstanceReport, reportsOf, type TermReport } from '../../src/fleet/reports.ts'

const MOST_TERMS = 300
const optional = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined })
const hex = (length: number) =>
  fc
    .array(fc.constantFrom(...'0123456789abcdef'), { minLength: length, maxLength: length })
    .map((all) => all.join(''))

const termReport: fc.Arbitrary<TermReport> = fc.record({
  seq: optional(fc.integer({ min: 1, max: 2 ** 40 })),
  sha8: optional(hex(8)),
  state: fc.constantFrom('idle', 'probing', 'backoff'),
  age: optional(fc.integer({ min: 0, max: 1e6 })),
  error: fc.option(fc.constantFrom('ERR_TERM_NETWORK', 'ERR_TERM_SIGNATURE'), { nil: undefined, freq: 5 }),
  rollout: optional(fc.string({ minLength: 1, maxLength: 100 })),
  vote: optional(fc.constantFrom('trying', 'ok', 'fail', 'left')),
  pinned: fc.option(fc.string({ maxLength: 60 }), { nil: undefined, freq: 5 }),
})
/** As `joinFleet` lets them be: 200 bytes of JSON. */
const name = fc.string({ minLength: 1, maxLength: 30, unit: 'grapheme' })
const report: fc.Arbitrary<InstanceReport> = fc.record({
  schema: fc.constant(1 as const),
  instance: name,
  host: name,
  zone: optional(name),
  pid: fc.nat(),
  everterm: fc.constant('0.1.0'),
  node: fc.constant('20.20.2'),
  steward: fc.boolean(),
  terms: fc.dictionary(fc.string({ minLength: 1, maxLength: 40 }), termReport, {
    maxKeys: MOST_TERMS,
    size: 'max',
  }),
})

test('has at most 1 kB, and with its listing says of each term what is held and how it goes', () => {
  let isListed = false
  fc.assert(
    fc.property(report, (whole) => {
      const { report: fitted, listing } = fittedReport(whole)
      expect(Buffer.byteLength(JSON.stringify(fitted))).toBeLessThanOrEqual(MOST_REPORT_BYTES)
      if (listing === undefined) {
        expect(fitted).toBe(whole)
        return
      }
      isListed = true
      const terms = { ...readListing(listing, fitted.rest?.hash ?? ''), ...fitted.terms }
      expect(Object.keys(terms).toSorted()).toEqual(Object.keys(whole.terms).toSorted())
      for (const [term, { seq, sha8, error, pinned, vote }] of Object.entries(whole.terms)) {
        expect(terms[term]).toMatchObject({ ...(seq && { seq }), ...(sha8 && { sha8 }) })
        expect(terms[term]?.error).toBe(error)
        expect(terms[term]?.pinned).toBe(pinned)
        if (vote !== undefined && vote !== 'ok') expect(terms[term]?.vote).toBe(vote)
      }
    }),
    { numRuns: 300 },
  )
  expect(isListed).toBe(true)
})

test('the largest names leave room for what is urgent', () => {
  const long = 'x'.repeat(200)
  const terms = Object.fromEntries(
    Array.from({ length: 500 }, (_, at): [string, TermReport] => [
      `term-${at}`,
      { seq: at + 1, sha8: '0'.repeat(8), state: 'idle' },
    ]),
  )
  const loud = { seq: 1, sha8: '0'.repeat(8), state: 'decoding', vote: 'trying', rollout: '2-abcdef01' }
  const base = {
    schema: 1,
    instance: long,
    host: long,
    zone: long,
    pid: 4_194_304,
    everterm: '0.1.0',
    node: '20.20.2',
    steward: false,
  } as const
  const { report: fitted } = fittedReport({ ...base, terms: { ...terms, prices: loud } })
  expect(Buffer.byteLength(JSON.stringify(fitted))).toBeLessThanOrEqual(MOST_REPORT_BYTES)
  expect(Object.keys(fitted.terms)).toEqual(['prices'])
})

/** Puts a report of so many terms, with its listing unless that is lost. */
async function posted(control: Control, instance: string, seq: number, lost = false): Promise<void> {
  const terms = Object.fromEntries(
    Array.from({ length: 60 }, (_, at) => [
      `term-${at}`,
      { seq, sha8: `${seq}`.repeat(8), state: 'idle', age: at },
    ]),
  )
  const base = {
    schema: 1,
    instance,
    host: instance,
    pid: 1,
    everterm: '0.1.0',
    node: '20',
    steward: false,
  } as const
  const { report: fitted, listing = '' } = fittedReport({ ...base, terms })
  if (!lost) await control.put('votes', keys.listing('shop', instance), listing)
  await control.put('status', keys.status('shop', instance), JSON.stringify(fitted))
}

test('whoever reads reports sees all terms of all, also of one whose listing another has', async () => {
  const control = memoryEngine().connect()
  await posted(control, 'one', 1)
  await posted(control, 'two', 1, true)
  await posted(control, 'three', 2)
  const reports = await reportsOf(control, 'shop')
  expect(
    reports.map(({ instance, terms }) => [instance, Object.keys(terms).length, terms['term-7']?.seq]),
  ).toEqual([
    ['one', 60, 1],
    ['three', 60, 2],
    ['two', 60, 1],
  ])
  const { terms } = await fleetOverview(control, 'shop')
  expect(terms).toHaveLength(60)
  expect(terms[0]?.held).toEqual([
    { seq: 1, sha8: '11111111', count: 2 },
    { seq: 2, sha8: '22222222', count: 1 },
  ])
})

test('a listing that is not what its hash says is not believed', async () => {
  const control = memoryEngine().connect()
  await posted(control, 'one', 3)
  await control.put('votes', keys.listing('shop', 'one'), '[["term-7",{"seq":99}]]')
  const [one] = await reportsOf(control, 'shop')
  expect(one?.terms).toEqual({})
})
