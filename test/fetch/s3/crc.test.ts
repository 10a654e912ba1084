/** The checks of CRC-32C and CRC-64/NVME, by their published check values and beside a slower reckoning. @module */

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { crc32c, crc64nvme, type Running } from '../../../src/fetch/s3/crc.ts'

const hexOf = (running: Running, ...chunks: Uint8Array[]): string => {
  for (const chunk of chunks) running.update(chunk)
  return Buffer.from(running.digest(), 'base64').toString('hex')
}

/** Computes a checksum bit by bit, as it is defined. */
function slowly(bytes: Uint8Array, polynomial: bigint, width: bigint): string {
  const ones = (1n << width) - 1n
  let crc = ones
  for (const byte of bytes) {
    crc ^= BigInt(byte)
    for (let bit = 0; bit < 8; bit++) crc = (crc & 1n) === 1n ? (crc >> 1n) ^ polynomial : crc >> 1n
  }
  return (crc ^ ones).toString(16).padStart(Number(width) / 4, '0')
}

describe.each([
  ['CRC-32C', crc32c, 'e3069283', 0x82f63b78n, 32n],
  ['CRC-64/NVME', crc64nvme, 'ae8b14860a799888', 0x9a6c9329ac4bc9b5n, 64n],
] as const)('%s', (_, make, check, polynomial, width) => {
  test('has its published check value', () => {
    expect(hexOf(make(), Buffer.from('123456789'))).toBe(check)
  })

  test('is the same in any number of chunks', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 30 }), (chunks) => {
        expect(hexOf(make(), ...chunks)).toBe(slowly(Buffer.concat(chunks), polynomial, width))
      }),
    )
  })
})
