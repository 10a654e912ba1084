/** Serves the dashboard, and passes on to another process what it asks of it. @module */

import {
  type ClientRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request as overHttp,
  type ServerResponse,
} from 'node:http'
import { request as overHttps } from 'node:https'
import { fieldOf } from '../../base/errors.ts'
import { packageFile } from '../../base/package-file.ts'
import { isServeRefusal, sendJson, sendRefusal } from '../../serve/http/answer.ts'
import { assetsIn } from '../../serve/http/assets.ts'
import { guard } from '../../serve/http/guard.ts'
import type { RemoteProcess } from '../remote/remote-process.ts'
import { answerEntrance } from './entrance.ts'

/** What a request takes along; the rest is about the connection to us. */
const ASKED = [
  'accept',
  'accept-encoding',
  'authorization',
  'content-length',
  'content-type',
  'if-none-match',
  'last-event-id',
]
/** What is about a connection, and not about an answer. */
const OF_CONNECTION = new Set(['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'trailer'])
const PASSED = /^\/(v1\/|events$|startupz$|readyz$|livez$|metrics$)/

export interface Proxy {
  handler(request: IncomingMessage, response: ServerResponse): void
  /** Ends what is under way. */
  close(): void
}

/** @param pass - stands for the token of the process, which the browser never sees */
export function proxyTo(process: RemoteProcess, pass: string | undefined): Proxy {
  const keeper = guard({ hosts: [], token: undefined })
  const assets = assetsIn(packageFile('dist/dashboard/'))
  const underWay = new Set<ClientRequest>()

  function handler(request: IncomingMessage, response: ServerResponse): void {
    try {
      keeper.mayAsk(request)
      const [path = '/'] = (request.url ?? '/').split('?')
      if (PASSED.test(path)) passOn(request, response)
      else if (!answerPage(path, request, response))
        sendError(response, 404, 'ERR_SERVE_NOT_FOUND', 'there is nothing at this path')
    } catch (thrown) {
      if (!isServeRefusal(thrown)) throw thrown
      sendRefusal(request, response, thrown)
    }
  }

  const answerPage = (path: string, request: IncomingMessage, response: ServerResponse): boolean =>
    (pass !== undefined && answerEntrance(path, response)) ||
    (request.method === 'GET' && assets.answer(request, response, path.slice(1)))

  function passOn(request: IncomingMessage, response: ServerResponse): void {
    const { url, socketPath, token, name } = process
    const address = new URL((request.url as string).slice(1), url)
    const send = address.protocol === 'https:' ? overHttps : overHttp
    const headers = headersFor(request.headers, pass, token)
    const asking = send(address, { method: request.method, socketPath, headers }, (answer) => {
      const kept = Object.entries(answer.headers).filter(([header]) => !OF_CONNECTION.has(header))
      response.writeHead(answer.statusCode ?? 502, Object.fromEntries(kept))
      answer.on('error', () => response.destroy())
      answer.pipe(response)
    })
    underWay.add(asking)
    asking.on('close', () => underWay.delete(asking))
    asking.on('error', (error) => {
      if (response.headersSent) response.destroy()
      else
        sendError(
          response,
          502,
          'ERR_DASH_UNREACHABLE',
          `${name} can't be reached (${fieldOf(error, 'code')})`,
        )
    })
    response.on('close', () => asking.destroy())
    request.pipe(asking)
  }

  return {
    handler,
    close() {
      for (const asking of underWay) asking.destroy()
    },
  }
}

function headersFor(
  asked: IncomingHttpHeaders,
  pass: string | undefined,
  token: string | undefined,
): Record<string, string> {
  const kept = ASKED.flatMap((name) =>
    typeof asked[name] === 'string' ? [[name, asked[name]] as const] : [],
  )
  const headers: Record<string, string> = Object.fromEntries(kept)
  if (pass !== undefined && token !== undefined && headers.authorization === `Bearer ${pass}`) {
    headers.authorization = `Bearer ${token}`
  }
  return headers
}

const sendError = (response: ServerResponse, status: number, code: string, message: string): void =>
  sendJson(response, status, { error: { code, message } })
