/** What counts as the length of a body, wherever the header comes from: a dispatcher of the user's may let anything pass. @module */

import { expect, it } from 'vitest'
import { announcedSize } from '../../../src/fetch/transfer/announced-size.ts'

const OPTIONS = { maxBytes: 1_000, allowEmpty: false, allowUnframed: false }

it.each(['-1', '+5', '0x10', '1e2', '5 5', '', '5.0'])('%j is no length', (length) => {
  const refused = expect.objectContaining({ code: 'ERR_TERM_PROTOCOL' })
  expect(() => announcedSize({ 'content-length': length }, OPTIONS)).toThrow(refused)
})

it('a list of lengths is none', () => {
  const refused = expect.objectContaining({ code: 'ERR_TERM_PROTOCOL' })
  expect(() => announcedSize({ 'content-length': ['5', '5'] }, OPTIONS)).toThrow(refused)
})

it('digits are', () => {
  expect(announcedSize({ 'content-length': '0500' }, OPTIONS)).toBe(500)
})
