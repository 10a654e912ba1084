/** Reads the small JSON body of an action, within bounds of size and time. @module */

import type { IncomingMessage } from 'node:http'
import { ServeRefusal } from './answer.ts'

const MOST_BYTES = 4_096
const MOST_MS = 10_000

/** The object that was sent; an empty body is an empty object. @throws ServeRefusal */
export async function jsonBody(
  request: IncomingMessage,
  mostMs = MOST_MS,
): Promise<Readonly<Record<string, unknown>>> {
  // A framework may have read it.
  const { body: read } = request as { body?: unknown }
  if (typeof read === 'object' && read !== null && !Buffer.isBuffer(read)) return read as never
  const text = await readText(request, mostMs)
  if (text.trim() === '') return {}
  const value: unknown = parsed(text)
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as never
  throw new ServeRefusal(400, 'ERR_SERVE_REQUEST', 'the body is no JSON object')
}

async function readText(request: IncomingMessage, mostMs: number): Promise<string> {
  const late = setTimeout(() => request.destroy(), mostMs)
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of request) {
      size += (chunk as Buffer).byteLength
      if (size > MOST_BYTES)
        throw new ServeRefusal(413, 'ERR_SERVE_REQUEST', `the body has more than ${MOST_BYTES} bytes`)
      chunks.push(chunk as Buffer)
    }
  } finally {
    clearTimeout(late)
  }
  return Buffer.concat(chunks).toString()
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new ServeRefusal(400, 'ERR_SERVE_REQUEST', 'the body is no JSON')
  }
}
