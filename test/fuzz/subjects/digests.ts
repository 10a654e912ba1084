/** `Content-Digest` and `Repr-Digest`, structured fields: a body passes only if its digest is there. @module */

import { createHash } from 'node:crypto'
import { byteSequences } from '../../../src/fetch/headers/structured-field.ts'
import { partDigest, wholeDigest } from '../../../src/fetch/transfer/digest.ts'
import { block, headersOf } from '../harness/headers.ts'
import { type FuzzSubject, holds, readOrRefused } from '../harness/subject.ts'

const BODY = Buffer.from('{"EUR":1.08}')
const digest = (algorithm: string) => createHash(algorithm).update(BODY).digest('base64')
const OWN = ['sha256', 'sha512'].map(digest)

export const digestsSubject: FuzzSubject = {
  name: 'digests',
  share: 14,
  seeds: [
    block({ 'content-digest': `sha-256=:${OWN[0]}:` }),
    block({ 'repr-digest': `sha-512=:${OWN[1]}:;a="b";c=?1, sha-256=:${OWN[0]}:, unixsum=:AQ==:` }),
    block({ 'content-digest': 'a=(1 2.5 "x" ?0 tok :AA==:);q=1, sha=1, b' }),
    block({ 'repr-digest': 'x=@1659578233, y=%"f%c3%bc", sha-256=:AA==:' }),
  ],
  words: [
    ':',
    '=',
    ',',
    ';',
    '"',
    '\\',
    '(',
    ')',
    '?1',
    '@1',
    '%"',
    '1.5',
    'sha-256=:',
    'sha-512',
    '*',
    ' ',
    '\t',
    'AA==',
  ],
  async check(input) {
    const headers = headersOf(input)
    for (const field of [headers['content-digest'], headers['repr-digest']]) {
      for (const [key, bytes] of byteSequences(field))
        holds(key !== '' && Buffer.isBuffer(bytes), 'a key of nothing')
    }
    for (const digestOf of [wholeDigest, partDigest]) {
      const asked = digestOf(headers)
      if (asked === undefined) continue
      const verified = await readOrRefused(() => {
        asked.update(BODY)
        asked.verify()
      })
      const named = OWN.some((own) => byteSequenceOf(input).includes(own.slice(0, 42)))
      holds('refused' in verified || named, 'a body passed whose digest is not there')
    }
  },
}

const byteSequenceOf = (input: Uint8Array): string => Buffer.from(input).toString('latin1')
