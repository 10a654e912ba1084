/** The cyclic redundancy checks that S3 offers and node has not: CRC-32C and CRC-64/NVME. @module */

/** A checksum in the making. */
export interface Running {
  update(bytes: Uint8Array): void
  /** In base64, as the headers of S3 have it. */
  digest(): string
}

/** A reversed polynomial in halves of 32 bits; one of 32 bits has no upper half. */
interface Polynomial {
  readonly high: number
  readonly low: number
  readonly bytes: 4 | 8
}

export const crc32c = (): Running => crc({ high: 0, low: 0x82f63b78, bytes: 4 })

export const crc64nvme = (): Running => crc({ high: 0x9a6c9329, low: 0xac4bc9b5, bytes: 8 })

function crc(polynomial: Polynomial): Running {
  const { highs, lows } = tablesOf(polynomial)
  const ones = polynomial.bytes === 8 ? 0xffffffff : 0
  let high = ones
  let low = 0xffffffff
  return {
    update(bytes) {
      // Locals, and no iterator: this loop sees every byte.
      let h = high
      let l = low
      for (let at = 0; at < bytes.length; at++) {
        const index = (l ^ (bytes[at] as number)) & 0xff
        l = ((l >>> 8) | (h << 24)) ^ (lows[index] as number)
        h = (h >>> 8) ^ (highs[index] as number)
      }
      high = h
      low = l
    },
    digest() {
      const bytes = Buffer.alloc(8)
      bytes.writeUInt32BE((high ^ ones) >>> 0, 0)
      bytes.writeUInt32BE((low ^ 0xffffffff) >>> 0, 4)
      return bytes.subarray(8 - polynomial.bytes).toString('base64')
    },
  }
}

interface Tables {
  readonly highs: Uint32Array
  readonly lows: Uint32Array
}

const tables = new Map<number, Tables>()

function tablesOf(polynomial: Polynomial): Tables {
  const known = tables.get(polynomial.low)
  if (known) return known
  const made = { highs: new Uint32Array(256), lows: new Uint32Array(256) }
  for (let index = 0; index < 256; index++) {
    let high = 0
    let low = index
    for (let bit = 0; bit < 8; bit++) {
      const isOdd = (low & 1) === 1
      low = (low >>> 1) | ((high & 1) << 31)
      high >>>= 1
      if (!isOdd) continue
      high ^= polynomial.high
      low ^= polynomial.low
    }
    made.highs[index] = high
    made.lows[index] = low
  }
  tables.set(polynomial.low, made)
  return made
}
