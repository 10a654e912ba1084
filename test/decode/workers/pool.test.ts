/** The threads that decode: one after the other, ended, dead, and gone. @module */

import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { decodePool } from '../../../src/decode/workers/pool.ts'
import { systemClock } from '../../../src/clock.ts'
import { LIMITS } from '../../support/coded.ts'

describe('x', () => {
  it('y', async () => {
    const pool = decodePool({ max: 1, idleMs: 1000, above: 10, clock: systemClock })
    const bytes = new Uint8Array(gzipSync('hello world'))
    const wire = { bytes, owned: true, encoding: undefined, auto: true, limits: LIMITS }
    const { signal } = new AbortController()
    const t = performance.now()
    const value = await pool.run({ kind: 'bytes', options: {} }, wire, signal)
    console.log(performance.now() - t, value, bytes.byteLength)
    const t2 = performance.now()
    await pool.run({ kind: 'bytes', options: {} }, { ...wire, bytes: new Uint8Array(gzipSync('hello world')) }, signal)
    console.log(performance.now() - t2)
    await expect(pool.run({ kind: 'bytes', options: {} }, { ...wire, bytes: new Uint8Array(gzipSync('hello world')).fill(0, 12) }, signal)).rejects.toMatchObject({code:'ERR_TERM_DECOMPRESS'})
    await pool.close()
  })
})
