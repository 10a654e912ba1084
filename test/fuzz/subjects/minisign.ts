/** Signature files, keys and signed comments of minisign. @module */

import { claimOf } from '../../../src/gate/signature/minisign/comment.ts'
import { minisignKey } from '../../../src/gate/signature/minisign/public-key.ts'
import { signatureFile } from '../../../src/gate/signature/minisign/signature-file.ts'
import { minisignSigner } from '../../support/minisign-signer.ts'
import { type FuzzSubject, holds } from '../harness/subject.ts'

const COMMENT = 'name=prices version=7\texpires=2030-01-01T00:00:00Z'
const signer = minisignSigner(Buffer.from('everterm'))
// A signature by a key of chance would be another one each time, and a seed must be the same.
const FILE = signer.sign(Buffer.from('{"EUR":1.08}'), { comment: COMMENT })
const fixed = (text: string) =>
  text.replaceAll(/^[A-Za-z0-9+/=]{80,}$/gm, (line) =>
    `${line.slice(0, 12)}${'A'.repeat(line.length - 16)}AA==`.slice(0, line.length),
  )

export const minisignSubject: FuzzSubject = {
  name: 'minisign',
  share: 14,
  seeds: [
    Buffer.from(fixed(FILE)),
    Buffer.from(`untrusted comment: a key\nRWRldmVydGVybQ${'A'.repeat(41)}E=\n`),
    Buffer.from(COMMENT),
  ],
  words: [
    '\n',
    '\r',
    '=',
    '\t',
    ' ',
    'A',
    'trusted comment: ',
    'untrusted comment: ',
    'version=',
    'expires:',
    'timestamp:',
  ],
  check(input) {
    const file = signatureFile(input)
    if (typeof file === 'string') inWords(file)
    else holds(file.signature.byteLength === 64, 'a signature of another length')
    const key = minisignKey(input)
    if (typeof key === 'string') inWords(key)
    else holds(/^[\dA-F]{1,16}$/.test(key.id), `an id of ${key.id}`)
    const claim = claimOf(Buffer.from(input).toString())
    if ('fault' in claim) return
    const { expires = 0, signedAt = 0 } = claim
    holds(
      [expires, signedAt].every((moment) => Math.abs(moment) <= 8.64e15),
      `a claim of ${expires}, ${signedAt}`,
    )
  },
}

const inWords = (reason: string): void => holds(/^[\x20-\x7e]{1,400}$/.test(reason), `a reason of ${reason}`)
