/** Answers for the values of terms: whole, or a part by its key. @module */

import type { ServerResponse } from 'node:http'
import { types } from 'node:util'
import { json } from '../../../decode/json.ts'
import type { RemoteTerm } from '../../../handles/term-handle.ts'
import { held, type Keeper } from '../../../term/keeper.ts'
import { type Headers, headerLines, JSON_TYPE, ServeRefusal, sendWhole } from '../answer.ts'
import { sendPieces } from '../pieces.ts'
import type { RouteCall } from '../routes.ts'
import { editionTag, isAmong } from './etag.ts'
import { jsonPieces } from './json-pieces.ts'
import { partOf, type ValuePart } from './part-of.ts'
import { untilNews, waitOf } from './waiting.ts'

/** A term, from behind and from before. */
export interface ServedTerm {
  readonly keeper: Keeper
  readonly handle: RemoteTerm<unknown>
}

/** Answers a GET for a value, or the part of it at a path. */
export function answerValue(
  term: ServedTerm,
  path: readonly string[],
  call: RouteCall,
): void | Promise<void> {
  const { request, response, query, closing } = call
  const { keeper, handle } = term
  const ms = waitOf(query('wait'))
  const isNews = () => keeper.cell.isReadable() && !isAmong(etagNow(keeper), request.headers['if-none-match'])
  if (ms === 0 || isNews()) return answerNow(term, path, call)
  return untilNews(handle, isNews, { ms, response, closing }).then(() => {
    if (!response.destroyed) return answerNow(term, path, call)
  })
}

function answerNow(
  { keeper, handle }: ServedTerm,
  path: readonly string[],
  { request, response }: RouteCall,
): void | Promise<void> {
  checkReadable(keeper)
  const etag = etagNow(keeper)
  const headers: Headers =
    etag === undefined ? { 'cache-control': 'no-cache' } : { 'cache-control': 'no-cache', etag }
  if (isAmong(etag, request.headers['if-none-match'])) {
    response.writeHead(304, headerLines(headers))
    response.end()
    return
  }
  const part = partOf(handle.get(), path)
  if (part === undefined)
    throw new ServeRefusal(404, 'ERR_SERVE_NOT_FOUND', 'the value has no such part', { term: handle.name })
  return sendPart(response, part, headers, isJson(keeper))
}

/** What our own decoder of JSON made of a text is JSON; a decoder of text made another text. */
const isJson = ({ options }: Keeper): boolean => (options.deserialize as unknown) === json

const etagNow = (keeper: Keeper): string | undefined => {
  const live = held(keeper)
  return live && editionTag(live.edition)
}

/** @throws ServeRefusal where readers get nothing */
function checkReadable(keeper: Keeper): void {
  if (keeper.cell.isReadable()) return
  const { name: term } = keeper.options
  const headers = { 'retry-after': 1 }
  if (held(keeper) === undefined)
    throw new ServeRefusal(503, 'ERR_TERM_NOT_LOADED', 'no value has come yet', { term, headers })
  throw new ServeRefusal(503, 'ERR_TERM_EXPIRED', 'the value has expired, and is withheld', { term, headers })
}

function sendPart(
  response: ServerResponse,
  { value, json }: ValuePart,
  headers: Headers,
  isFromJson: boolean,
): void | Promise<void> {
  const whole = (body: string | Uint8Array, type: string) =>
    sendWhole(response, 200, body, { 'content-type': type, ...headers })
  if (json !== undefined) return whole(json, JSON_TYPE)
  if (types.isUint8Array(value)) return whole(value, 'application/octet-stream')
  if (typeof value === 'string' && !isFromJson) return whole(value, 'text/plain; charset=utf-8')
  const pieces = jsonPieces(value)
  const first = pieces.next()
  const second = pieces.next()
  // Most values are one piece.
  if (second.done) return whole(first.value ?? 'null', JSON_TYPE)
  response.writeHead(200, headerLines({ ...headers, 'content-type': JSON_TYPE }))
  return sendPieces(response, chain([first.value as string, second.value], pieces))
}

function* chain(...all: readonly Iterable<string>[]): Generator<string> {
  for (const one of all) yield* one
}
