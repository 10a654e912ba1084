/** Counts the checksum of a whole object as its bytes pass, however many answers bring them. @module */

import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { TermError } from '../../base/errors.ts'
import type { ResponseHeaders } from '../headers/response-headers.ts'
import { type DigestCheck, type Trailers, wholeDigest } from '../transfer/digest.ts'
import { crc32c, crc64nvme, type Running } from './crc.ts'

const ALGORITHMS: Readonly<Record<string, () => Running>> = {
  sha256: () => hash('sha256'),
  sha512: () => hash('sha512'),
  crc64nvme,
  crc32: nativeCrc32,
  crc32c,
  sha1: () => hash('sha1'),
  md5: () => hash('md5'),
}

const PREFIX = 'x-amz-checksum-'

/** What proves a whole object: the checksum of S3, or else the digest of a cache before it (RFC 9530). */
export const proofOf = (headers: ResponseHeaders, trailers?: Trailers): DigestCheck | undefined =>
  checksumOf(headers) ?? wholeDigest(headers, trailers)

/** The strongest checksum that the headers announce, among those that can be counted; that of a range is never asked for. */
function checksumOf(headers: ResponseHeaders): DigestCheck | undefined {
  if (headers['x-amz-checksum-type'] === 'COMPOSITE') return undefined
  const [name, make] =
    Object.entries(ALGORITHMS).find(([algorithm]) => isOfWhole(headers[PREFIX + algorithm])) ?? []
  if (name === undefined || make === undefined) return undefined
  const running = make()
  return {
    update: running.update,
    verify() {
      if (running.digest() === headers[PREFIX + name]) return
      throw new TermError('ERR_TERM_DIGEST', `The bytes of the object don't have its ${name} checksum`, {
        stage: 'download',
      })
    },
  }
}

// A composite checksum (`...-2`) is made of those of parts, whose bounds nobody tells.
const isOfWhole = (value: string | string[] | undefined): boolean =>
  typeof value === 'string' && !/-\d+$/.test(value)

function nativeCrc32(): Running {
  let sum = 0
  return {
    update(bytes) {
      sum = crc32(bytes, sum)
    },
    digest() {
      const bytes = Buffer.alloc(4)
      bytes.writeUInt32BE(sum)
      return bytes.toString('base64')
    },
  }
}

function hash(algorithm: string): Running {
  const running = createHash(algorithm)
  return { update: (bytes) => void running.update(bytes), digest: () => running.digest('base64') }
}
