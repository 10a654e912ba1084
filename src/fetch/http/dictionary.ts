/** Bodies that are compressed by the one before: how they are asked for, and read (RFC 9842). @module */

import { directBody } from '../contract/direct.ts'
import type { Changed, FetchContext, HeldBody, Known } from '../fetcher.ts'
import { ACCEPT_ENCODING } from '../headers/content-encoding.ts'
import { listHeader, type ResponseHeaders } from '../headers/response-headers.ts'
import { receive } from '../receive.ts'
import type { NamedDictionaries, NamedDictionary } from './named-dictionaries.ts'
import type { RequestHeaders } from './request-headers.ts'
import { resourceOf } from './resource.ts'
import { readKnown } from './validators.ts'

export interface OfferedDictionary {
  readonly held: HeldBody
  readonly headers: RequestHeaders
}

/** `undefined` where nothing is held that the origin has offered as one. */
export async function offeredDictionary(
  url: URL,
  kept: Known | undefined,
  context: FetchContext,
  { mayBeNamed, passOver }: NamedDictionaries,
): Promise<OfferedDictionary | undefined> {
  const known = readKnown(kept)
  if (known?.dictionary === undefined || known.resource !== resourceOf(url).resource) return undefined
  const held = await context.dictionary?.()
  if (held === undefined || !mayBeNamed(held.sha256)) return undefined
  if (held.unfit !== undefined) {
    passOver(held, context)
    return undefined
  }
  const sha256 = Buffer.from(held.sha256, 'hex').toString('base64')
  return {
    held,
    headers: {
      'accept-encoding': `${ACCEPT_ENCODING}, dcz`,
      // A byte sequence (RFC 9651, section 3.3.5).
      'available-dictionary': `:${sha256}:`,
      ...(known.dictionary !== '' && { 'dictionary-id': JSON.stringify(known.dictionary) }),
    },
  }
}

const DCZ = 'dcz'

export const isByDictionary = ({ headers }: { readonly headers: ResponseHeaders }): boolean =>
  listHeader(headers['content-encoding']).join() === DCZ

/** A skippable frame of 32 bytes, which are the SHA-256 of the dictionary (section 5). */
const MAGIC = Buffer.from([0x5e, 0x2a, 0x4d, 0x18, 0x20, 0, 0, 0])
const HEADER = 40

export interface ByDictionary extends NamedDictionary {
  /** The size of the body as it comes, if it is known. */
  readonly size: number | undefined
  /** Brings the same version without that coding, where it can't be read. */
  whole(signal: AbortSignal): AsyncIterable<Uint8Array>
}

/** The body without that coding. Whatever is wrong with it, the whole is asked for. */
export const unpackedBody =
  (body: (signal: AbortSignal) => AsyncIterable<Uint8Array>, by: ByDictionary): Changed['open'] =>
  (signal) =>
    directBody(() => unpacked(body(signal), by, signal))

async function* unpacked(
  body: AsyncIterable<Uint8Array>,
  { held, context, size, failed, whole }: ByDictionary,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  let content: Uint8Array
  let came = size ?? 0
  try {
    const { bytes } = await receive(body, { size, maxBytes: context.maxBytes, signal })
    came = bytes.byteLength
    content = await held.unpack(withoutHeader(bytes, held), signal)
    context.delta?.({ from: held.sha256, to: undefined, size: came, of: 'bytes' })
  } catch (thrown) {
    signal.throwIfAborted()
    failed(thrown, came)
    return yield* whole(signal)
  }
  yield content
}

/** The body of another answer without the usual coding that it may have. */
export async function* plainBody(
  { open, size, encoding }: Changed,
  { held, context: { maxBytes } }: NamedDictionary,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const body = open(signal) as AsyncIterable<Uint8Array>
  if (encoding === undefined) return yield* body
  const { bytes } = await receive(body, { size, maxBytes, signal })
  yield await held.inflate(bytes, encoding, signal)
}

function withoutHeader(bytes: Uint8Array, { sha256 }: HeldBody): Uint8Array {
  const header = Buffer.concat([MAGIC, Buffer.from(sha256, 'hex')])
  if (header.equals(bytes.subarray(0, HEADER))) return bytes.slice(HEADER)
  throw new Error('The body is compressed by another dictionary, or is none of that coding')
}
