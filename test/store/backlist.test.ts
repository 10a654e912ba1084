/** The order of what a shelf holds: what came later is newer, whatever its date. @module */

import { expect, it } from 'vitest'
import { backlistOf, heldBack, shelve, shelveBehind } from '../../src/store/backlist.ts'
import { liveOf } from '../../src/store/live.ts'
import { AT, editionOf } from '../support/editions.ts'

const edition = (version: string, publishedAt: number) =>
  editionOf({ value: version, version, digest: version, publishedAt })

it('an edition from disk with the same millisecond takes its place behind the newest', () => {
  const newest = edition('v2', AT)
  const backlist = backlistOf(3, liveOf(newest, AT))
  shelveBehind(backlist, { edition: edition('v1', AT), confirmedAt: AT })
  shelveBehind(backlist, { edition: edition('v0', AT - 1), confirmedAt: AT })
  expect(backlist.held.map((held) => held.edition.version)).toEqual(['v2', 'v1', 'v0'])
  expect(heldBack(backlist)).toBeUndefined()
})

it('an edition that comes from the origin in the same millisecond is the newest', () => {
  const backlist = backlistOf(3, liveOf(edition('v1', AT), AT))
  shelve(backlist, { edition: edition('v2', AT), confirmedAt: AT })
  expect(heldBack(backlist)?.edition.version).toBe('v2')
})
