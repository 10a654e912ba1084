/** The options of `sidecar`, and the place of the service. @module */

import { checkName, checkRecord, hrefOf } from '../../base/checks.ts'
import { unexpected } from '../../base/unexpected.ts'

export interface SidecarOptions {
  /** The name of the term at the service. */
  readonly term: string
  /** Sent as a bearer token, for a service behind something that asks for one. @defaultValue none */
  readonly token?: string | undefined
}

export interface ResolvedSidecar {
  /** For people: the place and the term. */
  readonly name: string
  /** The path of the unix socket, where there is one. */
  readonly socket: string | undefined
  /** What requests name as their origin. */
  readonly origin: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
}

const NAMED = "the name that the term has at the service, as `{ term: 'prices' }`"

/** @throws TypeError that names the option, and shows nothing of the place or the token */
export function resolveSidecar(place: string | URL, options: SidecarOptions): ResolvedSidecar {
  if (options === undefined) throw unexpected('sidecar', 'options', 'an object with `term`', options, NAMED)
  checkRecord('sidecar', 'options', options, ['term', 'token'] satisfies (keyof SidecarOptions)[])
  const { token } = options
  const term = checkName('sidecar', 'term', options.term)
  if (token !== undefined && (typeof token !== 'string' || !/^[\x21-\x7e]+$/.test(token)))
    throw new TypeError('sidecar: expected `token` to be a text of visible characters')
  const { shown, ...where } = whereOf(hrefOf(place))
  return {
    ...where,
    name: `sidecar ${shown}/${term}`,
    path: `/v1/payloads/${encodeURIComponent(term)}`,
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
  }
}

function whereOf(href: string | undefined): { shown: string; socket: string | undefined; origin: string } {
  // `unix:///run/x.sock` is the same as `unix:/run/x.sock`.
  const socket = /^unix:(?:\/\/)?(\/[^\0]+)$/.exec(href ?? '')?.[1]
  if (socket !== undefined) return { shown: `unix:${socket}`, socket, origin: 'http://localhost' }
  if (/^unix:/.test(href ?? '') && !/\0/.test(href ?? ''))
    throw new TypeError(
      "sidecar: expected `address` to be 'unix:' with the whole path of a socket, which begins with a slash, got a relative one: `resolve` of node:path makes it whole",
    )
  const url = href !== undefined && URL.canParse(href) ? new URL(href) : undefined
  const isPlain = url?.username === '' && url.search === '' && url.hash === '' && url.pathname === '/'
  if (url !== undefined && isPlain && /^https?:$/.test(url.protocol))
    return { shown: url.origin, socket: undefined, origin: url.origin }
  throw new TypeError(
    "sidecar: expected `address` to be 'unix:' with the whole path of a socket, or the http: URL of a host without a path",
  )
}
