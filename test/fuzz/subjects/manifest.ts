/** Envelopes and manifests of publications. @module */

import { readEnvelope, readManifest, writeEnvelope, writeManifest } from '../../../src/manifest/index.ts'
import { type FuzzSubject, holds, readOrRefused } from '../harness/subject.ts'

const DIGEST = '0123456789abcdef'.repeat(4)
const manifest = writeManifest({
  schema: 1,
  term: 'prices',
  seq: 7,
  minSeq: 3,
  sha256: DIGEST,
  size: 1234,
  encoding: 'gzip',
  mediaType: 'application/json',
  createdAt: '2026-11-30T12:00:00Z',
  expires: '2027-11-30T12:00:00.5Z',
  deltas: [{ from: DIGEST, format: 'zstd', sha256: DIGEST, size: 12, windowLog: 27 }],
  provenance: { commit: 'abc' },
})

export const manifestSubject: FuzzSubject = {
  name: 'manifest',
  share: 10,
  seeds: [Buffer.from(manifest), Buffer.from(writeEnvelope({ manifest, signature: 'a signature' }))],
  words: ['"seq":', '"deltas":[', '__proto__', 'null', '-1', '1e999', '\\ud800', '{', '}', '"', ','],
  async check(input) {
    const envelope = await readOrRefused(() => readEnvelope(input))
    const text = 'read' in envelope ? envelope.read.manifest : Buffer.from(input).toString()
    const found = await readOrRefused(() => readManifest(text))
    if (!('read' in found)) return holds(found.refused === 'ERR_TERM_PROTOCOL', `a refusal ${found.refused}`)
    const { seq, sha256, size } = found.read
    holds(Number.isSafeInteger(seq) && seq > 0, `the number ${seq}`)
    holds(/^[\da-f]{64}$/.test(sha256) && size >= 0, 'a payload that is none')
    // What was read is written as it was read.
    const again = writeManifest(found.read)
    holds(writeManifest(readManifest(again)) === again, 'a manifest that changes when it is written')
  },
}
