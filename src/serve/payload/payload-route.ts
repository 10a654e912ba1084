/** Answers for payloads as they came: `GET /v1/payloads/:name`, what `sidecar()` asks. @module */

import type { IncomingMessage, ServerResponse } from 'node:http'
import { parseDuration } from '../../base/duration.ts'
import { SIDECAR_HEADERS } from '../../fetch/sidecar.ts'
import type { HeldPayload, PayloadFound, PayloadStore } from './payload-store.ts'

const LONGEST_WAIT_MS = 60_000

export interface PayloadQuestion {
  readonly name: string
  /** The `wait` of the query. */
  readonly wait: string | null
  /** Aborted when the service closes: nobody waits any longer. */
  readonly closing: AbortSignal
}

/** Answers a GET or HEAD; with `wait` it may take a while until there is another payload than the one that is asked about. */
export async function answerPayload(
  store: PayloadStore,
  request: IncomingMessage,
  response: ServerResponse,
  { name, wait, closing }: PayloadQuestion,
): Promise<void> {
  const tags = request.headers['if-none-match']
  const isNews = (found: PayloadFound | undefined) =>
    found === undefined || (found.payload !== undefined && !matches(tags, found.payload))
  let found = store.of(name)
  const waitMs = Math.min(parseDuration(wait ?? undefined) ?? 0, LONGEST_WAIT_MS)
  if (waitMs > 0 && !isNews(found)) {
    const waiting = new AbortController()
    const end = () => waiting.abort()
    const timer = setTimeout(end, waitMs)
    response.once('close', end)
    closing.addEventListener('abort', end)
    while (!waiting.signal.aborted && !closing.aborted && !isNews(found)) {
      await store.happened(name, waiting.signal)
      found = store.of(name)
    }
    clearTimeout(timer)
    response.removeListener('close', end)
    closing.removeEventListener('abort', end)
  }
  if (response.destroyed) return
  if (found?.payload === undefined) return refuse(response, name, found)
  give(request, response, found.payload, matches(tags, found.payload))
}

function give(
  { method }: IncomingMessage,
  response: ServerResponse,
  payload: HeldPayload,
  isKnown: boolean,
): void {
  const { bytes } = payload
  for (const [name, value] of Object.entries(headersOf(payload)))
    if (value !== undefined) response.setHeader(name, value)
  if (isKnown) return void response.writeHead(304).end()
  response.writeHead(200, { 'content-length': bytes.byteLength })
  if (method === 'HEAD') return void response.end()
  response.end(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
}

/** Other answers have these, too, so that a 304 brings a newer signature and age. */
function headersOf(payload: HeldPayload): Readonly<Record<string, string | undefined>> {
  const { digest, version, encoding, mediaType, modifiedAt, proof, ageMs } = payload
  return {
    etag: etagOf(payload),
    'cache-control': 'no-cache',
    'content-type': mediaType ?? 'application/octet-stream',
    'content-encoding': encoding,
    'repr-digest': `sha-256=:${Buffer.from(digest, 'hex').toString('base64')}:`,
    'last-modified': modifiedAt === undefined ? undefined : new Date(modifiedAt).toUTCString(),
    // What an origin sent must not run as a page of this service.
    'content-disposition': 'attachment',
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    [SIDECAR_HEADERS.version]:
      version === undefined ? undefined : encodeURIComponent(Buffer.from(version).toString()),
    [SIDECAR_HEADERS.modifiedAt]: modifiedAt === undefined ? undefined : String(modifiedAt),
    [SIDECAR_HEADERS.age]: String(ageMs),
    [SIDECAR_HEADERS.proof]: proof === undefined ? undefined : Buffer.from(proof).toString('base64'),
  }
}

const etagOf = ({ digest }: HeldPayload): string => `"${digest}"`

/** Is it one of the tags of `If-None-Match`? They are compared weakly (RFC 9110, section 13.1.2). */
const matches = (tags: string | undefined, payload: HeldPayload): boolean =>
  tags?.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etagOf(payload)) === true

function refuse(response: ServerResponse, term: string, found: PayloadFound | undefined): void {
  const [status, code, message] =
    found === undefined
      ? [404, 'ERR_TERM_NOT_FOUND', 'no payload is held of such a term: `payloads: true`']
      : found.payload === undefined && found.why === 'expired'
        ? [503, 'ERR_TERM_EXPIRED', 'the value has expired']
        : [503, 'ERR_TERM_NOT_LOADED', 'there is no payload yet']
  response.writeHead(status as number, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(JSON.stringify({ error: { code, message, term } }))
}
