/** Answers for payloads as they came: `GET /v1/payloads/:name`, what `sidecar()` asks. @module */

import type { ServerResponse } from 'node:http'
import { SIDECAR_HEADERS } from '../../fetch/sidecar.ts'
import { type Headers, headersWith, ServeRefusal, sendWhole } from '../http/answer.ts'
import type { Route, RouteCall } from '../http/routes.ts'
import { waitOf } from '../http/values/waiting.ts'
import type { HeldPayload, PayloadFound, PayloadStore } from './payload-store.ts'

/** With `wait` the answer may take a while, until there is another payload than the one that is asked about. */
export const payloadRoute = (store: PayloadStore): Route => ({
  path: 'v1/payloads',
  method: 'GET',
  rest: [1, 1],
  async answer(call) {
    const { request, response } = call
    const [name = ''] = call.rest
    const tags = request.headers['if-none-match']
    const found = await awaited(store, name, call)
    if (response.destroyed) return
    if (found?.payload === undefined) throw refusalOf(name, found)
    const { payload } = found
    const headers = headersOf(payload)
    if (isKnown(tags, payload)) return void response.writeHead(304, headersWith(headers)).end()
    const { bytes } = payload
    if (request.method === 'HEAD')
      return void response
        .writeHead(200, headersWith({ ...headers, 'content-length': bytes.byteLength }))
        .end()
    sendWhole(response, 200, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), headers)
  },
})

/** What is there, at once or when there is news. */
async function awaited(
  store: PayloadStore,
  name: string,
  { request, response, query, closing }: RouteCall,
): Promise<PayloadFound | undefined> {
  const tags = request.headers['if-none-match']
  const isNews = (found: PayloadFound | undefined) =>
    found === undefined || (found.payload !== undefined && !isKnown(tags, found.payload))
  const waitMs = waitOf(query('wait'))
  let found = store.of(name)
  if (waitMs === 0 || isNews(found)) return found
  const waiting = waitFor(response, closing, waitMs)
  while (!waiting.signal.aborted && !isNews(found)) {
    await store.happened(name, waiting.signal)
    found = store.of(name)
  }
  waiting.end()
  return found
}

/** A signal that is aborted when time is up, nobody listens any longer, or the service closes. */
function waitFor(response: ServerResponse, closing: AbortSignal, ms: number) {
  const controller = new AbortController()
  const abort = () => controller.abort()
  const timer = setTimeout(abort, ms)
  response.once('close', abort)
  closing.addEventListener('abort', abort)
  if (closing.aborted) abort()
  return {
    signal: controller.signal,
    end() {
      clearTimeout(timer)
      response.off('close', abort)
      closing.removeEventListener('abort', abort)
    },
  }
}

/** A 304 has these, too, so that it brings a newer signature and age. */
function headersOf(payload: HeldPayload): Headers {
  const { digest, version, encoding, mediaType, modifiedAt, proof, ageMs } = payload
  const headers: Readonly<Record<string, string | undefined>> = {
    etag: etagOf(payload),
    'cache-control': 'no-cache',
    'content-type': mediaType ?? 'application/octet-stream',
    'content-encoding': encoding,
    'repr-digest': `sha-256=:${Buffer.from(digest, 'hex').toString('base64')}:`,
    'last-modified': modifiedAt === undefined ? undefined : new Date(modifiedAt).toUTCString(),
    // What an origin sent must not run as a page of this service.
    'content-disposition': 'attachment',
    'content-security-policy': "default-src 'none'; sandbox",
    [SIDECAR_HEADERS.version]:
      version === undefined ? undefined : encodeURIComponent(Buffer.from(version).toString()),
    [SIDECAR_HEADERS.modifiedAt]: modifiedAt === undefined ? undefined : String(modifiedAt),
    [SIDECAR_HEADERS.age]: String(ageMs),
    [SIDECAR_HEADERS.proof]: proof === undefined ? undefined : Buffer.from(proof).toString('base64'),
  }
  const there = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  )
  return Object.fromEntries(there)
}

const etagOf = ({ digest }: HeldPayload): string => `"${digest}"`

/** Is it one of the tags of `If-None-Match`? They are compared weakly (RFC 9110, section 13.1.2). */
const isKnown = (tags: string | undefined, payload: HeldPayload): boolean =>
  tags?.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etagOf(payload)) === true

function refusalOf(term: string, found: PayloadFound | undefined): ServeRefusal {
  if (found === undefined) {
    const message = 'no payload is held of such a term: see `payloads` of the configuration'
    return new ServeRefusal(404, 'ERR_SERVE_NOT_FOUND', message, { term })
  }
  if (found.payload === undefined && found.why === 'expired')
    return new ServeRefusal(503, 'ERR_TERM_EXPIRED', 'the value has expired', { term })
  return new ServeRefusal(503, 'ERR_TERM_NOT_LOADED', 'there is no payload yet', { term })
}
