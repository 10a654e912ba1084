/** A term that asks another one: what is wrong with that one is neither its payload's fault nor its fetcher's. @module */

import { describe, expect, it } from 'vitest'
import { fixed, json, remoteTerm, type TermErrorCode } from '../../src/index.ts'
import { guardProcess } from '../support/process-guard.ts'
import { seats } from '../support/seats.ts'
import { stageTree } from '../support/staged-term.ts'

guardProcess()

describe('a term whose `deserialize` waits for another', () => {
  it.each<[string, TermErrorCode, () => unknown]>([
    ['breaks its contract', 'ERR_TERM_CONTRACT', () => 'garbage'],
    ['can not be reached', 'ERR_TERM_FETCH', () => Promise.reject(new Error('away'))],
  ])(
    'that %s fails with it, is not crashed by it, and takes the same payload later',
    async (_, code, act) => {
      const { term: other, mischief } = seats({ refreshInterval: null })
      let asks = true
      const term = remoteTerm({
        name: 'dependent',
        fetcher: fixed('{"mine":1}'),
        async deserialize(bytes) {
          if (asks) await other.refresh()
          return json<{ mine: number }>(bytes)
        },
        start: 'background',
      })
      const { tree, heard, time, poll } = await stageTree({ other })
      mischief('probe', () => {
        mischief('probe', undefined)
        return act()
      })
      await tree.add('term', term)
      await time.settle()

      const mine = heard.of('refresh.failed').filter((event) => event.term === 'dependent')
      expect(mine).toMatchObject([{ code, stage: 'decode', error: { term: 'dependent' } }])
      const [{ error } = { error: undefined }] = mine
      expect(error).toMatchObject({ cause: { code, term: 'seats', stage: 'probe' } })
      expect(heard.of('term.crashed').filter((event) => event.term === 'dependent')).toEqual([])

      asks = false
      mischief('probe', undefined)
      await poll(term)
      expect(term.get()).toEqual({ mine: 1 })
    },
  )

  it('that was refused its own payload keeps this one out of the quarantine', async () => {
    const { term: other, mischief } = seats({ start: 'background' })
    mischief('validate', () => false)
    let asks = true
    const term = remoteTerm({
      name: 'dependent',
      fetcher: fixed('{"mine":1}'),
      deserialize: json<{ mine: number }>,
      async validate() {
        if (asks) await other.refresh()
      },
      start: 'background',
    })
    const { heard, time, poll } = await stageTree({ other, term })
    await time.settle()
    // Whether the one is asked once more by the other depends on who is faster.
    expect(new Set(heard.of('term.rejected').map((event) => event.term))).toEqual(new Set(['seats']))

    asks = false
    await poll(term)
    expect(term.get()).toEqual({ mine: 1 })
  })
})
