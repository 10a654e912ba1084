/** Where columns give up, so that the document is kept in place of them. @module */

import { expect, it } from 'vitest'
import { encoded } from '../../../../support/columns.ts'

/** Two texts of eight bytes each, whose difference the hash of texts forgets with every second seed. */
const ALIKE = ['aaaaaaaqaaaaaaaa', 'aaaaaaa1aaaiaaaa'] as const

const hostile = (i: number, blocks: number): string =>
  JSON.stringify(Array.from({ length: blocks }, (_, bit) => ALIKE[(i >> bit) & 1]).join(''))

it('gives up when texts collide more than chance can explain', async () => {
  const texts = Array.from({ length: 2 ** 12 }, (_, i) => hostile(i, 24))
  expect(await encoded(texts, 1)).toBeLessThan(200)
})

it('takes the same texts where they do not collide', async () => {
  const texts = Array.from({ length: 2 ** 12 }, (_, i) => JSON.stringify(`${i}`.padStart(384, 'a')))
  expect(await encoded(texts, 1)).toBeTypeOf('object')
})

it('gives up where columns need more memory than the text', async () => {
  const record = (i: number): string => JSON.stringify({ [`f${i % 60}`]: i })
  const texts = Array.from({ length: 5000 }, (_, i) => record(i))
  expect(await encoded(texts, 60)).toBe(4095)
  expect(await encoded(texts.slice(0, 4095), 60)).toBeTypeOf('object')
})

it('goes on with texts that are all different', async () => {
  const texts = Array.from({ length: 10_000 }, (_, i) => JSON.stringify({ a: `text ${i}`, b: i }))
  expect(await encoded(texts, 2)).toBeTypeOf('object')
})
