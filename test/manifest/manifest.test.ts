/** Manifests and envelopes are read as they were written, and nothing else is taken for one. @module */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  MAX_ENVELOPE_BYTES,
  type Manifest,
  readEnvelope,
  readManifest,
  writeEnvelope,
  writeManifest,
} from '../../src/manifest/index.ts'

const DIGEST = 'ab'.repeat(32)
const MANIFEST: Manifest = {
  schema: 1,
  term: 'prices',
  seq: 12,
  sha256: DIGEST,
  size: 3,
  createdAt: '2026-11-30T12:00:00Z',
}
const DELTA = { from: DIGEST, format: 'zstd', sha256: DIGEST, size: 9, windowLog: 27 } as const
const WHOLE: Manifest = {
  ...MANIFEST,
  minSeq: 3,
  encoding: 'gzip',
  mediaType: 'application/json',
  expires: '2027-11-30T12:00:00.5Z',
  deltas: [DELTA],
  provenance: { by: 'nightly' },
}

describe('a manifest', () => {
  it.each([MANIFEST, WHOLE])('is read as it was written', (manifest) => {
    expect(readManifest(writeManifest(manifest))).toEqual(manifest)
  })

  it('may say more than this version knows', () => {
    expect(readManifest(JSON.stringify({ ...MANIFEST, mood: 'good' }))).toEqual(MANIFEST)
  })

  it.each([
    ['schema', 2],
    ['term', '../prices'],
    ['term', '..'],
    ['seq', 0],
    ['seq', 1.5],
    ['seq', '12'],
    ['seq', undefined],
    ['sha256', DIGEST.toUpperCase()],
    ['sha256', `${DIGEST}0`],
    ['size', -1],
    ['createdAt', 'yesterday'],
    ['createdAt', '2026-13-41T12:00:00Z'],
    ['minSeq', 0],
    ['encoding', 'compress'],
    ['expires', 5],
    ['deltas', [{ ...DELTA, windowLog: 99 }]],
    ['deltas', [null]],
    ['deltas', Array.from({ length: 33 }, () => DELTA)],
    ['provenance', { by: 1 }],
  ])('is refused for its %s', (name, value) => {
    const text = JSON.stringify({ ...MANIFEST, [name]: value })
    expect(() => readManifest(text)).toThrow(expect.objectContaining({ code: 'ERR_TERM_PROTOCOL' }))
    expect(() => readManifest(text)).toThrow(name)
  })

  it.each(['', '[]', 'null', '{', '"text"'])('is no %j', (text) => {
    expect(() => readManifest(text)).toThrow(expect.objectContaining({ code: 'ERR_TERM_PROTOCOL' }))
  })

  it('no text makes reading fail in another way', () => {
    const texts = fc.oneof(
      fc.json(),
      fc
        .tuple(fc.constantFrom(...Object.keys(WHOLE)), fc.jsonValue())
        .map(([name, value]) => JSON.stringify({ ...WHOLE, [name]: value })),
      fc.nat(writeManifest(WHOLE).length).map((length) => writeManifest(WHOLE).slice(0, length)),
    )
    fc.assert(
      fc.property(texts, (text) => {
        try {
          readManifest(writeManifest(readManifest(text)))
        } catch (error) {
          expect(error).toMatchObject({ code: 'ERR_TERM_PROTOCOL', stage: 'probe' })
        }
      }),
    )
  })
})

describe('an envelope', () => {
  const envelope = { manifest: writeManifest(WHOLE), signature: 'untrusted comment: …\n' }

  it.each([envelope, { manifest: 'any text' }])('is read as it was written', (one) => {
    expect(readEnvelope(writeEnvelope(one))).toEqual(one)
  })

  it.each([
    ['no JSON', '{'],
    ['no manifest', '{}'],
    ['a manifest that is no text', '{"manifest":{}}'],
    ['a signature that is no text', '{"manifest":"","signature":1}'],
    ['half a character', '{"manifest":"\\ud800"}'],
    ['null', 'null'],
  ])('is refused: %s', (_, text) => {
    expect(() => readEnvelope(Buffer.from(text))).toThrow(
      expect.objectContaining({ code: 'ERR_TERM_PROTOCOL' }),
    )
  })

  it('that is too large is not read', () => {
    const bytes = Buffer.from(JSON.stringify({ manifest: 'x'.repeat(MAX_ENVELOPE_BYTES) }))
    expect(() => readEnvelope(bytes)).toThrow('too large')
  })

  it('of bytes that are no UTF-8 is refused', () => {
    expect(() => readEnvelope(Uint8Array.of(0x7b, 0xff, 0x7d))).toThrow('no JSON')
  })
})
