/** Speaks enough S3 to get it wrong: objects, ranges, errors and checksums by script. @module */

import { createHash } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { expect, onTestFinished } from 'vitest'
import { TermError } from '../../src/base/errors.ts'
import type { Fetcher } from '../../src/fetch/fetcher.ts'
import { type S3Options, s3 } from '../../src/fetch/s3.ts'
import type { Handler, Origin } from './origin.ts'

/** The secret key, which must appear in no message. */
export const SECRET = 'canary-secret-key'

export const BUCKET = 'prices'
export const KEY = 'table.json'
export const PATH = `/${BUCKET}/${KEY}`

export const ACCESS_KEY = 'AKIDTEST'

const KEYS = { accessKeyId: ACCESS_KEY, secretAccessKey: SECRET }

/** Makes a fetcher of the object at PATH, which is closed when the test is over. */
export function objectFetcher(origin: Pick<Origin, 'url'>, options: Partial<S3Options> = {}): Fetcher {
  const own = options.client ? {} : { endpoint: origin.url, region: 'us-east-1', credentials: KEYS }
  const fetcher = s3({ bucket: BUCKET, key: KEY, ...own, ...options })
  onTestFinished(() => fetcher.close?.())
  return fetcher
}

export const etagOf = (body: Uint8Array): string => `"${createHash('md5').update(body).digest('hex')}"`

export interface ObjectOptions {
  readonly headers?: Readonly<Record<string, string>>
  /** Sends the body, in place of sending all of it at once. */
  readonly send?: (response: ServerResponse, body: Uint8Array) => void
}

/** Answers for an object, with conditions and ranges as S3 has them. */
export function object(body: Uint8Array, { headers = {}, send = whole }: ObjectOptions = {}): Handler {
  const etag = headers.etag ?? etagOf(body)
  const common = {
    'accept-ranges': 'bytes',
    'last-modified': 'Sun, 01 Nov 2026 10:00:00 GMT',
    etag,
    ...headers,
  }
  return (request, response) => {
    const { 'if-none-match': known, 'if-match': wanted, range } = request.headers
    if (known === etag) return void response.writeHead(304, common).end()
    if (wanted !== undefined && wanted !== etag) return fail(412, 'PreconditionFailed')(request, response)
    const from = range === undefined ? 0 : Number(/^bytes=(\d+)-$/.exec(range)?.[1])
    if (from > 0 && from >= body.byteLength) return fail(416, 'InvalidRange')(request, response)
    const rest = body.subarray(from)
    response.writeHead(range === undefined ? 200 : 206, {
      ...common,
      ...(range === undefined
        ? {}
        : { 'content-range': `bytes ${from}-${body.byteLength - 1}/${body.byteLength}` }),
      'content-length': rest.byteLength,
    })
    send(response, rest)
  }
}

const whole = (response: ServerResponse, body: Uint8Array): void => void response.end(body)

/** Sends so many bytes, and then does to the connection what it is told. */
export const breakOff =
  (bytes: number, then: 'reset' | 'end' | 'stall'): NonNullable<ObjectOptions['send']> =>
  (response, body) => {
    response.write(body.subarray(0, bytes), async () => {
      const { socket } = response
      if (then === 'end') socket?.end()
      if (then !== 'reset') return
      // A reset takes back whatever is unread still, so the reader, which is in this process, gets some turns first.
      for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve))
      socket?.resetAndDestroy()
    })
  }

/** Answers with an error as S3 writes it. */
export const fail =
  (status: number, code: string, extra: { headers?: Record<string, string>; xml?: string } = {}): Handler =>
  (_, response) => {
    response.writeHead(status, {
      'content-type': 'application/xml',
      'x-amz-request-id': 'R1',
      ...extra.headers,
    })
    response.end(
      `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>m</Message>${extra.xml ?? ''}</Error>`,
    )
  }

/** The error that the work fails with. Insists that no message in it tells the secret or a signature. */
export async function failureOf(work: Promise<unknown>): Promise<TermError> {
  const thrown = await work.then(
    () => new Error('It did not fail'),
    (error: unknown) => error,
  )
  if (!(thrown instanceof TermError)) throw thrown
  const { message, stack } = thrown
  for (const secret of [SECRET, KEYS.accessKeyId, 'Signature=', 'X-Amz-']) {
    expect(`${message} ${stack} ${JSON.stringify(thrown)}`).not.toContain(secret)
  }
  return thrown
}
