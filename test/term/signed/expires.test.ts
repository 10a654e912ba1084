/** What was signed until a moment, by a real signature and over real requests. @module */

import { expect, it } from 'vitest'
import { PRICES, PROOF, signedOrigin, signedTerm } from '../../support/signed-origin.ts'

const ONE = '{"EUR":1}'
const HOUR = 3_600_000

it('P31: expires at its moment, and is good again once the same bytes are signed anew', async () => {
  const origin = await signedOrigin()
  const at = (hours: number) => new Date(Date.UTC(2026, 0, 1, hours)).toISOString().replace('.000', '')
  origin.sign(ONE, `expires=${at(1)}`)
  const { term, heard, time } = await signedTerm(origin, { onExpired: 'withhold' })
  expect(term.status().expiresAt).toEqual(new Date(at(1)))
  for (let minute = 0; minute < 60; minute++) await time.advance(60_000)
  expect(heard.of('term.expired')).toMatchObject([{ limitMs: null, withheld: true }])
  expect(() => term.get()).toThrow(expect.objectContaining({ code: 'ERR_TERM_EXPIRED' }))

  origin.reply(PRICES, { body: ONE })
  origin.reply(PROOF, { body: origin.signer.sign(Buffer.from(ONE), { comment: `expires=${at(3)}` }) })
  expect(await term.refresh()).toBe('unchanged')
  expect(term.get()).toEqual({ EUR: 1 })
  expect(term.status().expiresAt?.getTime()).toBe(Date.UTC(2026, 0, 1) + 3 * HOUR)
  expect(heard.of('term.fresh')).toHaveLength(1)
})
