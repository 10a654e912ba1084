/** A price table of any size, the same on every machine, as the file that a shop would publish. @module */

import { once } from 'node:events'
import { createGzip } from 'node:zlib'

export interface Price {
  readonly sku: string
  readonly name: string
  readonly price: number
  readonly currency: string
  readonly stock: number
  readonly tags: readonly string[]
}

const CURRENCIES = ['EUR', 'USD', 'GBP', 'JPY', 'CHF', 'SEK', 'PLN']
const TEAS = ['Assam', 'Ceylon', 'Darjeeling', 'Gyokuro', 'Keemun', 'Matcha', 'Oolong', 'Sencha']
const PACKINGS = ['a tin of', 'a bag of', 'a box of', 'a sample of', 'a crate of']

const pick = (words: readonly string[], at: number): string => words[at % words.length] as string

export const skuOf = (at: number): string => `SKU-${String(at).padStart(9, '0')}`

/** One record; in version 2 each hundredth is a tenth dearer. */
function priceOf(at: number, version: number): Price {
  const price = ((at * 7919) % 99_900) / 100 + 1
  return {
    sku: skuOf(at),
    name: `${pick(PACKINGS, at >> 3)} ${pick(TEAS, at)}, lot ${(at * 31) % 10_007}`,
    price: version > 1 && at % 100 === 0 ? Math.round(price * 110) / 100 : price,
    currency: pick(CURRENCIES, at * 13),
    stock: (at * 17) % 1_000,
    tags: [pick(TEAS, at + 3).toLowerCase(), pick(PACKINGS, at >> 5).slice(2, -3)],
  }
}

/** Writes a table of so many MB as NDJSON, a record a line, compressed as it is written. */
export async function catalogue(
  megabytes: number,
  version: number,
): Promise<{ gzip: Buffer; records: number }> {
  const gzip = createGzip({ level: 1 })
  const chunks: Buffer[] = []
  gzip.on('data', (chunk: Buffer) => chunks.push(chunk))
  let records = 0
  for (let written = 0; written < megabytes * 1e6; ) {
    let lines = ''
    while (lines.length < 1e6 && written + lines.length < megabytes * 1e6) {
      lines += `${JSON.stringify(priceOf(records++, version))}\n`
    }
    written += lines.length
    if (!gzip.write(lines)) await once(gzip, 'drain')
  }
  gzip.end()
  await once(gzip, 'end')
  return { gzip: Buffer.concat(chunks), records }
}
