/** Decides who may ask, and who may act: against other names, other pages, and those without the token. @module */

import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { ServeRefusal } from './answer.ts'

export interface GuardOptions {
  /** Names that the process may be asked by beside those of the loopback; `*` is any. */
  readonly hosts: readonly string[]
  /** Who knows it may act; `undefined`: nobody may. */
  readonly token: string | undefined
}

export interface AccessGuard {
  /** Is it one of our names that is asked? Another one may be that of a page that was rebound to this address. */
  isOurs(request: IncomingMessage): boolean
  /** @throws ServeRefusal where the name is none of ours, or another page asks */
  mayAsk(request: IncomingMessage): void
  /** @throws ServeRefusal */
  mayAct(request: IncomingMessage): void
}

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'] as const

export function guard({ hosts, token }: GuardOptions): AccessGuard {
  const names = new Set([...LOOPBACK, ...hosts].map((name) => name.toLowerCase()))
  const isAny = names.has('*')
  const expected = token === undefined ? undefined : digest(token)

  /** Most ask by the name by which somebody has asked before. */
  let latest: string | undefined

  const isOurs = (request: IncomingMessage) => {
    const { host = '' } = request.headers
    if (isAny || host === latest) return true
    if (!names.has(host.toLowerCase()) && !names.has(nameOf(host))) return isLocal(request)
    latest = host
    return true
  }

  function mayAsk(request: IncomingMessage): void {
    const { host, origin, 'sec-fetch-site': site, 'sec-fetch-mode': mode } = request.headers
    if (!isOurs(request)) {
      const hint = 'name it in `hosts` if people reach this process by it'
      throw forbidden(`the process does not go by the name of this Host; ${hint}`)
    }
    // A link to the dashboard is no harm: what it shows, the other page can't read.
    const isLink = mode === 'navigate' && request.method === 'GET'
    if (origin !== undefined && !isOfHost(origin, host)) throw forbidden('the request is of another origin')
    if (site !== undefined && site !== 'same-origin' && site !== 'none' && !isLink)
      throw forbidden('the request is of another site')
  }

  return {
    isOurs,
    mayAsk,
    mayAct(request) {
      const { authorization = '', 'content-type': type = '' } = request.headers
      if (expected === undefined)
        throw forbidden('actions are off: whoever serves this has set no token for them')
      const [, given] = /^Bearer +(\S+)$/i.exec(authorization) ?? []
      if (given === undefined || !timingSafeEqual(digest(given), expected)) {
        const message =
          given === undefined ? 'actions want `Authorization: Bearer <token>`' : 'another token is wanted'
        throw new ServeRefusal(401, 'ERR_SERVE_TOKEN', message, { headers: { 'www-authenticate': 'Bearer' } })
      }
      // No form of another page can send this type without asking first.
      if (!/^application\/json\s*(;|$)/i.test(type))
        throw new ServeRefusal(
          415,
          'ERR_SERVE_REQUEST',
          'actions are asked for with `content-type: application/json`',
        )
    },
  }
}

/**
 * Did it come by a socket in the file system? No page reaches that, by whatever name: the name is what the client made up.
 * But a proxy that listens for all is rebound as easily as we are, and passes the name on.
 */
const isLocal = ({ socket, headers }: IncomingMessage): boolean =>
  socket.localAddress === undefined && !socket.destroyed && !OF_PROXIES.some((name) => name in headers)

const OF_PROXIES = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip']

const forbidden = (message: string): ServeRefusal => new ServeRefusal(403, 'ERR_SERVE_FORBIDDEN', message)

/** Digests are of one length, so that comparing them tells nothing of that of the token. */
const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/** The name in a `Host` header, without its port. */
const nameOf = (host: string): string => host.replace(/:\d*$/, '').toLowerCase()

/** A proxy may end TLS, so that the scheme says nothing; its usual port may be left out. */
function isOfHost(origin: string, host = ''): boolean {
  if (!URL.canParse(origin)) return false
  const { protocol, host: asking } = new URL(origin)
  const asked = `${protocol}//${host}`
  return URL.canParse(asked) && new URL(asked).host === asking
}
