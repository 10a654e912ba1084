/** `Content-Digest` and `Repr-Digest`: proof that the bytes are those that were sent (RFC 9530). @module */

import { createHash } from 'node:crypto'
import { TermError } from '../../errors.ts'
import type { ResponseHeaders } from '../response-headers.ts'
import { byteSequences } from '../structured-field.ts'

export interface DigestCheck {
  update(chunk: Uint8Array): void
  /** @throws TermError `ERR_TERM_DIGEST` when other bytes came */
  verify(): void
}

const FIELDS = ['content-digest', 'repr-digest'] as const

/** RFC 9530, section 5: the algorithms that are still good for something. */
const ALGORITHMS: ReadonlyMap<string, string> = new Map([
  ['sha-256', 'sha256'],
  ['sha-512', 'sha512'],
])

/**
 * What checks the coded bytes of a whole 200, for which both headers mean the same; `undefined` when neither has a
 * digest that can be checked.
 */
export const wholeDigest = (headers: ResponseHeaders): DigestCheck | undefined => digestCheck(headers, FIELDS)

/** What checks the bytes of a part, up to the end of the whole; `Repr-Digest` speaks of the whole itself. */
export const partDigest = (headers: ResponseHeaders): DigestCheck | undefined =>
  digestCheck(headers, ['content-digest'])

/** What is wrong with a part that speaks of another whole than the answer that began with it. */
export function anotherWhole(first: ResponseHeaders, part: ResponseHeaders): TermError | undefined {
  const before = expectedOf(first, FIELDS)
  const isAnother = expectedOf(part, ['repr-digest']).some(({ algorithm, bytes }) =>
    before.some((known) => known.algorithm === algorithm && !known.bytes.equals(bytes)),
  )
  return isAnother ? mismatch('repr-digest') : undefined
}

type Fields = readonly (typeof FIELDS)[number][]

const expectedOf = (headers: ResponseHeaders, fields: Fields) =>
  fields.flatMap((field) => checkable(headers[field]).map((digest) => ({ field, ...digest })))

function digestCheck(headers: ResponseHeaders, fields: Fields): DigestCheck | undefined {
  const expected = expectedOf(headers, fields)
  if (expected.length === 0) return undefined
  const hashes = new Map(expected.map(({ algorithm }) => [algorithm, createHash(algorithm)]))
  return {
    update(chunk: Uint8Array) {
      for (const hash of hashes.values()) hash.update(chunk)
    },
    verify() {
      const seen = new Map([...hashes].map(([algorithm, hash]) => [algorithm, hash.digest()]))
      for (const { field, algorithm, bytes } of expected) {
        if (!seen.get(algorithm)?.equals(bytes)) throw mismatch(field)
      }
    },
  }
}

// A member that is no byte sequence, or of an algorithm that nobody knows, proves nothing, and leaves the others as they are.
const checkable = (field: string | string[] | undefined): { algorithm: string; bytes: Buffer }[] =>
  [...byteSequences(field)].flatMap(([key, bytes]) => {
    const algorithm = ALGORITHMS.get(key)
    return algorithm === undefined ? [] : [{ algorithm, bytes }]
  })

const mismatch = (field: string): TermError =>
  new TermError('ERR_TERM_DIGEST', `The bytes that came are not those of the answer's \`${field}\``, {
    stage: 'download',
  })
