/** The object that a manifest lies in: its text and the signature of that, which so change at one stroke. @module */

import { malformedPublication } from './malformed-publication.ts'

export interface Envelope {
  /** The text of the manifest; its bytes as UTF-8 are what is signed. */
  readonly manifest: string
  /** The text of a signature, as of a `.minisig`; absent where nobody signs. */
  readonly signature?: string | undefined
}

/** No envelope has more bytes. */
export const MAX_ENVELOPE_BYTES = 64 * 1024

/** @throws TermError `ERR_TERM_PROTOCOL` */
export function readEnvelope(bytes: Uint8Array): Envelope {
  if (bytes.byteLength > MAX_ENVELOPE_BYTES)
    throw malformedPublication('the envelope of the manifest is too large')
  let document: unknown
  try {
    document = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (cause) {
    throw malformedPublication('the envelope of the manifest is no JSON', cause)
  }
  const { manifest, signature } = Object(document) as Readonly<Record<string, unknown>>
  if (typeof manifest !== 'string') throw malformedPublication('the envelope has no `manifest`')
  // Half a character has no bytes that could have been signed.
  if (Buffer.from(manifest).toString() !== manifest)
    throw malformedPublication('the text of the manifest is not well formed')
  if (signature === undefined) return { manifest }
  if (typeof signature !== 'string') throw malformedPublication('the `signature` of the envelope is no text')
  return { manifest, signature }
}

export const writeEnvelope = ({ manifest, signature }: Envelope): Uint8Array =>
  Buffer.from(`${JSON.stringify({ manifest, ...(signature !== undefined && { signature }) }, null, 1)}\n`)
