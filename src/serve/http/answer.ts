/** Answers requests: with JSON, or with a refusal in words. @module */

import type { IncomingMessage, ServerResponse } from 'node:http'
import { fieldOf } from '../../base/errors.ts'
import { AT_ONCE, PATIENCE_MS, sendSlices } from './pieces.ts'

/** What went wrong with a request; what went wrong with a term has the codes of `TermError`. */
export type ServeErrorCode =
  | 'ERR_SERVE_NOT_FOUND'
  | 'ERR_SERVE_METHOD'
  | 'ERR_SERVE_REQUEST'
  | 'ERR_SERVE_TOKEN'
  | 'ERR_SERVE_FORBIDDEN'
  | 'ERR_SERVE_BUSY'
  | 'ERR_SERVE_FAILED'

/** Whatever is answered can't be taken for something else, and tells no other page from where one came. */
const SAFE = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
} as const

const SAFE_LINES = Object.entries(SAFE).flat()

export type Headers = Readonly<Record<string, string | number>>

export const headersWith = (headers: Headers): Headers => ({ ...SAFE, ...headers })

/** The same as a list, which is what Node writes fastest. */
export function headerLines(headers: Headers): string[] {
  const lines: (string | number)[] = [...SAFE_LINES]
  for (const name in headers) lines.push(name, headers[name] as string | number)
  return lines as string[]
}

export const JSON_TYPE = 'application/json; charset=utf-8'

/** Sends a body that is whole in memory, for as long as the client takes some. */
export function sendWhole(
  response: ServerResponse,
  status: number,
  body: string | Uint8Array,
  headers: Headers,
  patienceMs = PATIENCE_MS,
): void {
  const size = Buffer.byteLength(body)
  const lines = headerLines(headers)
  lines.push('content-length', String(size))
  response.writeHead(status, lines)
  if (size <= AT_ONCE) response.end(body)
  else void sendSlices(response, body, patienceMs)
}

export const sendJson = (
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Headers = {},
): void =>
  sendWhole(response, status, JSON.stringify(body), {
    'content-type': JSON_TYPE,
    'cache-control': 'no-store',
    ...headers,
  })

/** A refusal, which a handler throws. */
export class ServeRefusal extends Error {
  override readonly name = 'ServeRefusal'
  readonly status: number
  readonly code: string
  readonly term: string | undefined
  readonly headers: Headers

  constructor(
    status: number,
    code: ServeErrorCode | `ERR_TERM_${string}`,
    message: string,
    more: { readonly term?: string | undefined; readonly headers?: Headers } = {},
  ) {
    super(message)
    this.status = status
    this.code = code
    this.term = more.term
    this.headers = more.headers ?? {}
  }
}

export const isServeRefusal = (thrown: unknown): thrown is ServeRefusal =>
  fieldOf(thrown, 'name') === 'ServeRefusal' && typeof fieldOf(thrown, 'status') === 'number'

export function sendRefusal(
  request: IncomingMessage,
  response: ServerResponse,
  { status, code, message, term, headers }: ServeRefusal,
): void {
  // Who sends a body that nobody reads would have the next request read out of it.
  const { 'content-length': size = '0', 'transfer-encoding': coding } = request.headers
  const isRead = request.complete || (size === '0' && coding === undefined)
  const close: Headers = isRead ? {} : { connection: 'close' }
  sendJson(response, status, { error: { code, message, term } }, { ...headers, ...close })
}
