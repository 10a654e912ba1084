/** What is held of a term, as rows of its table of versions. @module */

import { describe, expect, test } from 'vitest'
import { comparedAtFirst, heldRows } from '../../../dashboard/src/term/held.ts'
import type { EditionFacts, QuarantinedFacts } from '../../../src/serve/api/term-page.ts'

const edition = (digest: string, facts: Partial<EditionFacts> = {}): EditionFacts => ({
  digest,
  origin: 'remote',
  live: false,
  pinned: false,
  where: 'memory',
  ...facts,
})

const refused = (code: string): QuarantinedFacts => ({ digest: 'dddd4444dddd4444', code, reason: 'schema' })

const rowsOf = (editions: readonly EditionFacts[], quarantined: readonly QuarantinedFacts[] = []) =>
  heldRows({ editions, quarantined })

describe('a row', () => {
  test('offers to pin what is served, to go back to what was before it, and to pin what is newer', () => {
    const rows = rowsOf([edition('cccc'), edition('bbbb', { live: true }), edition('aaaa')])
    expect(rows.map(({ words, actions }) => [words, ...actions])).toEqual([
      ['kept', { action: 'pin', words: 'pin' }],
      ['served', { action: 'pin', words: 'pin' }],
      ['kept', { action: 'pin', words: 'roll back' }],
    ])
  })

  test('offers to let go of a pin', () => {
    const [row] = rowsOf([edition('aaaa', { live: true, pinned: true })])
    expect(row).toMatchObject({ words: 'pinned, served', actions: [{ action: 'unpin', words: 'unpin' }] })
  })

  test('says where an edition lies that is not in memory', () => {
    expect(rowsOf([edition('aaaa', { where: 'disk' })])[0]?.words).toBe('kept on disk')
  })

  test('of what was refused comes first, is released, and is accepted only where a guard refused it', () => {
    const actions = (code: string) =>
      rowsOf([edition('aaaa')], [refused(code)])[0]?.actions.map((one) => one.action)
    expect(actions('ERR_TERM_SCHEMA')).toEqual(['release'])
    expect(actions('ERR_TERM_GUARD')).toEqual(['release', 'accept'])
  })

  test('of what somebody has accepted says that it comes again, and offers nothing more', () => {
    const [row] = rowsOf([], [{ ...refused('ERR_TERM_GUARD'), accepted: true }])
    expect(row).toMatchObject({ words: 'accepted, comes again', actions: [] })
  })

  test('has a name beside its digits only where that says more', () => {
    const rows = rowsOf([
      edition('aaaa1111bbbb', { version: 'aaaa1111' }),
      edition('cccc2222dddd', { version: 'v7' }),
      edition('', { version: 'v6', digest: undefined }),
    ])
    expect(rows.map(({ digits, version }) => [digits, version])).toEqual([
      ['aaaa1111', undefined],
      ['cccc2222', 'v7'],
      ['v6', undefined],
    ])
  })
})

describe('what is compared at first', () => {
  test('is what is served with what was before it', () => {
    const rows = rowsOf([edition('cccc'), edition('bbbb', { live: true }), edition('aaaa')])
    expect(comparedAtFirst(rows)).toEqual(['bbbb', 'aaaa'])
  })

  test('is nothing where there is only one, or nothing is served', () => {
    expect(comparedAtFirst(rowsOf([edition('aaaa', { live: true })]))).toEqual([])
    expect(comparedAtFirst(rowsOf([edition('bbbb'), edition('aaaa')]))).toEqual([])
  })

  test('is never what was refused, since its value is not held', () => {
    const rows = rowsOf([edition('aaaa', { live: true })], [refused('ERR_TERM_SCHEMA')])
    expect(comparedAtFirst(rows)).toEqual([])
  })
})
