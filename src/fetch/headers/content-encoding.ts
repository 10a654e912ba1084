/** Reads `Content-Encoding` strictly: one coding, of those that can be taken off. @module */

import * as zlib from 'node:zlib'
import { TermError } from '../../base/errors.ts'
import { listHeader, type ResponseHeaders } from './response-headers.ts'

// `Reflect` looks it up, since a bundler would turn an import into a name that each Node.js must know, and 20 doesn't.
const hasZstd = Reflect.has(zlib, 'zstdDecompress')

/** The codings to ask for: what `node:zlib` can take off. */
export const ACCEPT_ENCODING = hasZstd ? 'gzip, br, zstd' : 'gzip, br'

const CODINGS: Readonly<Record<string, string | undefined>> = {
  gzip: 'gzip',
  // RFC 9110, section 8.4.1.3.
  'x-gzip': 'gzip',
  br: 'br',
  zstd: 'zstd',
  identity: undefined,
}

// Some stores keep this from the upload, which was signed in chunks; it says nothing about the bytes that come down.
const SIGNED = 'aws-chunked'

/**
 * The coding that is on the body; `undefined` when there is none.
 *
 * @throws TermError `ERR_TERM_ENCODING` on an unknown coding, or on more than one, which is a bomb or a mistake
 */
export function contentEncoding(headers: ResponseHeaders): string | undefined {
  const codings = listHeader(headers['content-encoding']).filter((coding) => coding !== SIGNED)
  const [coding] = codings
  if (coding === undefined) return undefined
  if (codings.length > 1) throw refused(`${codings.length} content codings; one is the most`)
  if (!Object.hasOwn(CODINGS, coding)) throw refused('a content coding other than gzip, br and zstd')
  return CODINGS[coding]
}

const refused = (what: string): TermError =>
  new TermError('ERR_TERM_ENCODING', `The answer has ${what}`, { stage: 'probe', status: 200 })
