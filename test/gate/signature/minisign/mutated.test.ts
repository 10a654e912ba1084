/** Signature files and keys that were damaged, or made up: each is refused in words, soon, and without a throw. @module */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { minisign } from '../../../../src/gate/signature/index.ts'
import { claimOf } from '../../../../src/gate/signature/minisign/comment.ts'
import { minisignKey } from '../../../../src/gate/signature/minisign/public-key.ts'
import { signatureFile } from '../../../../src/gate/signature/minisign/signature-file.ts'
import { received } from '../../../support/evidence.ts'
import { minisignSigner } from '../../../support/minisign-signer.ts'

/** `npm run test:minisign` asks for a million, and takes some minutes. */
const RUNS = Number(process.env.MUTATIONS ?? 8_000)
const LONG = 600_000

const signer = minisignSigner()
const BYTES = Buffer.from('{"EUR":1.08}')
const COMMENT = 'name=prices version=7\texpires=2030-01-01T00:00:00Z'
const FILE = Buffer.from(signer.sign(BYTES, { comment: COMMENT }))
const LEGACY = Buffer.from(signer.sign(BYTES, { comment: COMMENT, isLegacy: true }))
const KEY = Buffer.from(`untrusted comment: a key\n${signer.publicKey}\n`)

interface Edit {
  readonly at: number
  readonly cut: number
  readonly put: Uint8Array
}

const edit: fc.Arbitrary<Edit> = fc.record({
  at: fc.nat(400),
  cut: fc.oneof(fc.constant(0), fc.constant(1), fc.nat(200)),
  put: fc.oneof(
    fc.uint8Array({ maxLength: 8 }),
    fc
      .constantFrom('\n', '\r', '=', '\t', ' ', 'A', 'trusted comment: ', '\u0000')
      .map((text) => Buffer.from(text)),
  ),
})
const edits = fc.array(edit, { minLength: 1, maxLength: 4 })

const edited = (bytes: Buffer, all: readonly Edit[]): Buffer =>
  all.reduce(
    (sofar, { at, cut, put }) => Buffer.concat([sofar.subarray(0, at), put, sofar.subarray(at + cut)]),
    bytes,
  )

/** What may differ without being other: the untrusted comment, and the line breaks. */
const essence = (file: Buffer): string =>
  file
    .toString('latin1')
    .split(/\r?\n/)
    .slice(1)
    .filter((line) => line !== '')
    .join('\n')

describe('a damaged signature file', () => {
  it.each([
    ['of a hash', FILE],
    ['of the bytes', LEGACY],
  ])(
    'is refused, and passes only where nothing that counts has changed: %s',
    async (_, whole) => {
      const verifier = minisign(signer.publicKey)
      const { hash, signal } = await received(verifier, BYTES, undefined)
      await fc.assert(
        fc.asyncProperty(edits, async (all) => {
          const file = edited(whole, all)
          const verdict = await verifier.verify({ bytes: BYTES, hash, signal, proof: { bytes: file } })
          if (verdict.ok) expect(essence(file)).toBe(essence(whole))
          else expect(verdict.reason).toMatch(/^[\x20-\x7e]{1,400}$/)
        }),
        { numRuns: Math.ceil(RUNS / 4) },
      )
    },
    LONG,
  )
})

describe('whatever comes', () => {
  const texts = fc.oneof(
    fc.uint8Array({ maxLength: 400 }),
    fc.string({ unit: 'binary', maxLength: 200 }).map((text) => Buffer.from(text)),
    edits.map((all) => edited(FILE, all)),
    edits.map((all) => edited(KEY, all)),
  )

  it(
    'is a signature file or none, and a key or none',
    () => {
      fc.assert(
        fc.property(texts, (bytes) => {
          const file = signatureFile(bytes)
          if (typeof file !== 'string') expect(file.signature.byteLength).toBe(64)
          const key = minisignKey(bytes)
          if (typeof key !== 'string') expect(key.id).toMatch(/^[\dA-F]{1,16}$/)
          expect(minisignKey(bytes.toString('latin1'))).toBeTypeOf(typeof key)
        }),
        { numRuns: Math.ceil(RUNS / 4) },
      )
    },
    LONG,
  )

  it(
    'as a comment, claims parts of the right kind, or has a fault',
    () => {
      const part = fc.constantFrom(
        'name',
        'term',
        'version',
        'expires',
        'timestamp',
        '=',
        ':',
        ' ',
        '\t',
        '7',
        '2030-01-01',
      )
      const comment = fc.oneof(
        fc.string({ unit: 'grapheme', maxLength: 200 }),
        fc.array(part, { maxLength: 40 }).map((parts) => parts.join('')),
      )
      fc.assert(
        fc.property(comment, (text) => {
          const claim = claimOf(text)
          if ('fault' in claim) return
          const { name = 'x', version = 'x', expires = 0, signedAt = 0 } = claim
          expect([typeof name, typeof version]).toEqual(['string', 'string'])
          expect([expires, signedAt].every((moment) => Math.abs(moment) <= 8.64e15)).toBe(true)
        }),
        { numRuns: Math.ceil(RUNS / 4) },
      )
    },
    LONG,
  )

  it('of any length is read in time that grows with it', () => {
    const long = (text: string) => Buffer.from(text.repeat(Math.floor(16_384 / text.length)))
    for (const text of ['A', '=', '\n', '\r', 'untrusted comment:', 'a=', 'name:', '\t', ' ', '\uFFFD']) {
      expect(signatureFile(long(text))).toBeTypeOf('string')
      expect(minisignKey(long(text))).toBeTypeOf('string')
      claimOf(long(text).toString())
    }
  })
})
