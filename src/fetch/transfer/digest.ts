/** `Content-Digest` and `Repr-Digest`: proof that the bytes are those that were sent (RFC 9530). @module */

import { createHash } from 'node:crypto'
import { TermError } from '../../base/errors.ts'
import { listHeader, type ResponseHeaders } from '../headers/response-headers.ts'
import { byteSequences } from '../headers/structured-field.ts'

export interface DigestCheck {
  update(chunk: Uint8Array): void
  /** @throws TermError `ERR_TERM_DIGEST` when other bytes came */
  verify(): void
}

/** What came behind the body. */
export type Trailers = () => ResponseHeaders | undefined

const FIELDS = ['content-digest', 'repr-digest'] as const

/** RFC 9530, section 5: the algorithms that are still good for something. */
const ALGORITHMS: ReadonlyMap<string, string> = new Map([
  ['sha-256', 'sha256'],
  ['sha-512', 'sha512'],
])

/**
 * What checks the coded bytes of a whole 200, for which both headers mean the same; `undefined` when neither has a
 * digest that can be checked.
 *
 * @param trailers - asked at the end of the body; a digest in them counts where `Trailer` announces it (RFC 9110, section
 * 6.6.2), since bytes that have gone by can't be hashed
 */
export const wholeDigest = (headers: ResponseHeaders, trailers?: Trailers): DigestCheck | undefined =>
  digestCheck(headers, trailers, FIELDS)

/** What checks the bytes of a part, up to the end of the whole; `Repr-Digest` speaks of the whole itself. */
export const partDigest = (headers: ResponseHeaders, trailers?: Trailers): DigestCheck | undefined =>
  digestCheck(headers, trailers, ['content-digest'])

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

function digestCheck(
  headers: ResponseHeaders,
  trailers: Trailers | undefined,
  fields: Fields,
): DigestCheck | undefined {
  const expected = expectedOf(headers, fields)
  const toCome = trailers === undefined ? [] : announced(headers, fields)
  const algorithms = toCome.length > 0 ? ALGORITHMS.values() : expected.map(({ algorithm }) => algorithm)
  const hashes = new Map([...algorithms].map((algorithm) => [algorithm, createHash(algorithm)]))
  if (hashes.size === 0) return undefined
  return {
    update(chunk: Uint8Array) {
      for (const hash of hashes.values()) hash.update(chunk)
    },
    verify() {
      const seen = new Map([...hashes].map(([algorithm, hash]) => [algorithm, hash.digest()]))
      for (const { field, algorithm, bytes } of [...expected, ...expectedOf(trailers?.() ?? {}, toCome)]) {
        if (!seen.get(algorithm)?.equals(bytes)) throw mismatch(field)
      }
    },
  }
}

function announced(headers: ResponseHeaders, fields: Fields): Fields {
  const names = listHeader(headers.trailer)
  return fields.filter((field) => names.includes(field))
}

// A member that is no byte sequence, or is of an unknown algorithm, proves nothing; the others still do.
const checkable = (field: string | string[] | undefined): { algorithm: string; bytes: Buffer }[] =>
  [...byteSequences(field)].flatMap(([key, bytes]) => {
    const algorithm = ALGORITHMS.get(key)
    return algorithm === undefined ? [] : [{ algorithm, bytes }]
  })

const mismatch = (field: string): TermError =>
  new TermError('ERR_TERM_DIGEST', `The bytes that came are not those of the answer's \`${field}\``, {
    stage: 'download',
  })
