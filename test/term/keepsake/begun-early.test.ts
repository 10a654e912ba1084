/** A payload of which a thread makes a value while it is proved: what isn't proved is never live. @module */

import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Table, table } from '../../../src/index.ts'
import { keptFolder, life, testOrigin } from '../../support/kept-terms.ts'

/** Large enough to lie in memory that threads share. */
const ROWS = 40_000
const rowsOf = (price: number): string =>
  JSON.stringify(
    Object.fromEntries(Array.from({ length: ROWS }, (_, at) => [`product ${at}`, { price, isSold: true }])),
  )
const options = (dir: string) => ({ keepsake: { dir }, deserialize: table() })
const inThreads = { workers: { above: 1_024 } }

/** Two versions on disk, and an origin that fails. */
async function afterTwo() {
  const dir = await keptFolder()
  const origin = await testOrigin()
  const url = `${origin.url}/prices`
  for (const price of [1, 2]) {
    origin.publish('/prices', rowsOf(price))
    const { heard, tree } = await life(url, options(dir), inThreads)
    await heard.firstEnd()
    await tree.stop()
  }
  origin.reply('/prices', { status: 503 })
  return { dir, url }
}

/** Changes a file of the second version at a byte of its payload. */
async function damage(dir: string, byte: string): Promise<void> {
  const [folder = ''] = await readdir(dir)
  for (const name of await readdir(join(dir, folder))) {
    const file = join(dir, folder, name)
    const text = await readFile(file, 'latin1')
    const at = text.lastIndexOf('"price":2')
    if (at < 0) continue
    await writeFile(file, `${text.slice(0, at)}"price":${byte}${text.slice(at + 9)}`, 'latin1')
  }
}

const priceOf = (value: unknown) => (value as Table<{ price: number }>).get(`product ${ROWS - 1}`)?.price

describe('a value that a thread begins to make before its payload is proved', () => {
  it('is live when both are done', async () => {
    const { dir, url } = await afterTwo()
    const { prices } = await life(url, options(dir), inThreads)
    expect(prices.snapshot().origin).toBe('disk')
    expect(priceOf(prices.get())).toBe(2)
  })

  it.each([
    ['can be read, but is another', '3'],
    ['is no document any more', '{'],
  ])('P26: is never live where the payload is damaged and %s', async (_, byte) => {
    const { dir, url } = await afterTwo()
    await damage(dir, byte)
    const { prices, heard } = await life(url, options(dir), inThreads)
    expect(priceOf(prices.get())).toBe(1)
    expect(heard.of('keepsake.ignored').map(({ reason }) => reason)).toEqual(['damaged'])
  })
})
