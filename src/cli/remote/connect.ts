/** Sends one request to a running process; its answer ends at the headers. @module */

import { type IncomingMessage, request as overHttp } from 'node:http'
import { request as overHttps } from 'node:https'
import { fieldOf } from '../../base/errors.ts'
import { CliError } from '../cli-error.ts'
import type { RemoteProcess } from './remote-process.ts'

export interface Asking {
  readonly method?: 'GET' | 'POST'
  /** Below the address of the target, without a slash before it. */
  readonly path: string
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  readonly signal: AbortSignal
}

/** @throws CliError where nobody answers in time */
export function connect(
  target: RemoteProcess,
  { method = 'GET', path, body, headers, signal }: Asking,
): Promise<IncomingMessage> {
  const { url, socketPath, token, timeoutMs, name } = target
  const address = new URL(path, url)
  const send = address.protocol === 'https:' ? overHttps : overHttp
  const text = body === undefined ? undefined : JSON.stringify(body)
  return new Promise((resolve, reject) => {
    const request = send(
      address,
      {
        method,
        socketPath,
        signal,
        headers: {
          accept: 'application/json',
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
          ...(text !== undefined && {
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(text),
          }),
          ...headers,
        },
      },
      (answer) => {
        clearTimeout(timer)
        resolve(answer)
      },
    )
    const timer = setTimeout(() => {
      reject(new CliError('timedOut', `${name} did not answer within ${timeoutMs} ms`))
      request.destroy()
    }, timeoutMs)
    request.on('error', (error) => {
      clearTimeout(timer)
      reject(unreachable(name, error))
    })
    request.end(text)
  })
}

/** The failure of a connection, with what to do about it. */
export function unreachable(name: string, error: unknown): CliError {
  const code = String(fieldOf(error, 'code') ?? fieldOf(error, 'message'))
  const hint = ['ECONNREFUSED', 'ENOENT'].includes(code)
    ? 'does it run, and is this its address? `--to` or EVERTERM_TO names another one'
    : undefined
  return new CliError('unreachable', `${name} can't be reached (${code})`, hint)
}
