/** `Content-Digest` and `Repr-Digest`: proof that the bytes are those that were sent (RFC 9530). @module */

import { createHash } from 'node:crypto'
import { TermError } from '../../errors.ts'
import type { ResponseHeaders } from '../response-headers.ts'

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

/** What checks the bytes of a part: `Repr-Digest` speaks of the whole. */
export const partDigest = (headers: ResponseHeaders): DigestCheck | undefined =>
  digestCheck(headers, ['content-digest'])

function digestCheck(headers: ResponseHeaders, fields: readonly (typeof FIELDS)[number][]) {
  const expected = fields.flatMap((field) =>
    checkable(headers[field]).map((digest) => ({ field, ...digest })),
  )
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

// A dictionary of byte sequences (RFC 8941, sections 3.2 and 3.3.5), each perhaps with parameters.
const MEMBER = /^([a-z*][a-z0-9_.*-]*)=:([A-Za-z0-9+/]*={0,2}):(?:;[ -~]*)?$/

// A field that can't be parsed is ignored as a whole (RFC 8941, section 4.2); of two with one key the last holds.
function checkable(header: string | string[] | undefined): { algorithm: string; bytes: Buffer }[] {
  const digests = new Map<string, Buffer>()
  for (const member of [header ?? []].flat().join(',').split(',')) {
    const [, key, base64] = MEMBER.exec(member.trim()) ?? []
    if (key === undefined || base64 === undefined) return []
    const algorithm = ALGORITHMS.get(key)
    if (algorithm !== undefined) digests.set(algorithm, Buffer.from(base64, 'base64'))
  }
  return [...digests].map(([algorithm, bytes]) => ({ algorithm, bytes }))
}

const mismatch = (field: string): TermError =>
  new TermError('ERR_TERM_DIGEST', `The bytes that came are not those of the answer's \`${field}\``, {
    stage: 'download',
  })
