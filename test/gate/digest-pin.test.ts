/** Payloads that are pinned to a digest. @module */

import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { digestPin } from '../../src/gate/digest-pin.ts'
import { hashesOf } from '../../src/gate/wire-hashes.ts'
import { bytesOf } from '../support/evidence.ts'

const BYTES = bytesOf('{"EUR":1.08}')
const digest = (name: string, bytes = BYTES): Buffer => createHash(name).update(bytes).digest()
const sri = (name: string, bytes = BYTES): string => `${name}-${digest(name, bytes).toString('base64')}`
const OTHER = bytesOf('{"EUR":9.99}')

async function judged(value: unknown, bytes = BYTES) {
  const pin = digestPin('remoteTerm', 'sha256', value)
  return pin.judge(await hashesOf(bytes, [pin.hash]))
}

describe('S8: a pin', () => {
  it.each<[string, unknown, string]>([
    ['hex', digest('sha256').toString('hex'), 'sha256'],
    ['hex in capitals', digest('sha256').toString('hex').toUpperCase(), 'sha256'],
    ['base64', digest('sha256').toString('base64'), 'sha256'],
    ['base64 without padding', digest('sha256').toString('base64').replace('=', ''), 'sha256'],
    ['base64 of the other alphabet', digest('sha256').toString('base64url'), 'sha256'],
    ['integrity of SHA-256', sri('sha256'), 'sha256'],
    ['integrity of SHA-384', sri('sha384'), 'sha384'],
    ['integrity of SHA-512', sri('sha512'), 'sha512'],
    ['integrity with options', `${sri('sha384')}?ct=application/json`, 'sha384'],
    ['any of several of one strength', `${sri('sha256', OTHER)} ${sri('sha256')}`, 'sha256'],
    ['the strongest of several', ` ${sri('sha256', OTHER)}\n\t${sri('sha512')} `, 'sha512'],
    ['a list', [digest('sha256').toString('hex'), sri('sha384'), sri('sha256', OTHER)], 'sha384'],
  ])('as %s lets its bytes pass, and no others', async (_, value, hash) => {
    expect(digestPin('remoteTerm', 'sha256', value).hash).toBe(hash)
    expect(await judged(value)).toBeUndefined()
    expect(await judged(value, bytesOf('{"EUR":1.09}'))).toMatchObject({
      code: 'ERR_TERM_DIGEST',
      rule: 'sha256',
    })
  })

  it('of a weaker hash does not count beside a stronger one that is wrong', async () => {
    expect(await judged([sri('sha256'), sri('sha512', OTHER)])).toMatchObject({ code: 'ERR_TERM_DIGEST' })
  })

  it('says both digests, shortened', async () => {
    const short = (bytes: Buffer) => `${digest('sha256', bytes).toString('hex').slice(0, 16)}...`
    expect((await judged(sri('sha256'), OTHER))?.message).toBe(
      `\`sha256\`: the SHA-256 of the bytes is ${short(OTHER)}, not ${short(BYTES)}`,
    )
  })

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['an empty text', ''],
    ['an empty list', []],
    ['a number', 7],
    ['hex that is too short', digest('sha256').toString('hex').slice(1)],
    ['base64 that is too long', `${digest('sha256').toString('base64')}AAAA`],
    ['a digest of another length than the hash says', `sha512-${digest('sha256').toString('base64')}`],
    ['a hash that is broken', sri('sha1')],
    ['an unknown hash beside a known one', `${sri('sha256')} md5-AAAA`],
    ['a hash in capitals', sri('sha256').replace('sha', 'SHA')],
    ['base64 with bits beyond its end', `${'A'.repeat(42)}B=`],
    ['a list with a hole', [sri('sha256'), undefined]],
  ])('is never %s', (_, value) => {
    expect(() => digestPin('remoteTerm', 'sha256', value)).toThrow(TypeError)
    expect(() => digestPin('remoteTerm', 'sha256', value)).toThrow(
      'remoteTerm: expected `sha256` to be a SHA-256',
    )
  })
})
