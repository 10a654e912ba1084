/** A tree over HTTP: the routes of the service, who may ask them, and how they end. @module */

import { setMaxListeners } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Desk, type DeskOptions, desk as deskOf } from './desk.ts'
import { addressOf } from './http/address.ts'
import { isServeRefusal, ServeRefusal, sendRefusal } from './http/answer.ts'
import type { Assets } from './http/assets.ts'
import { deskRoutes } from './http/desk-routes.ts'
import { fleetRoutes } from './http/fleet-routes.ts'
import { type GuardOptions, guard } from './http/guard.ts'
import { healthRoutes } from './http/health-routes.ts'
import { type Levers, leverFacts, leverRoutes } from './http/lever-routes.ts'
import { type FoundRoute, type Route, routeTable } from './http/routes.ts'
import { type StreamBounds, streams } from './http/stream/streams.ts'
import { termRoutes } from './http/term-routes.ts'

export interface ServiceOptions extends GuardOptions, Pick<DeskOptions, 'name' | 'environment' | 'clock'> {
  /** Whether people are shown values, redacted and cut. */
  readonly values: boolean
  /** Whether programs get the values as they are: `GET /v1/terms/:name`. */
  readonly data: boolean
  /** The path that all others are below, without a slash at its end; `''` for none. */
  readonly base: string
  /** The dashboard. */
  readonly assets: Assets
  /** What may be done to the process, besides. */
  readonly levers?: Levers | undefined
  /** What is answered besides. */
  readonly routes?: readonly Route[] | undefined
  /** Of its streams, for tests. */
  readonly bounds?: StreamBounds | undefined
}

/** Answers a request, or calls `next` for what is not its own. */
export type Handler = (
  request: IncomingMessage,
  response: ServerResponse,
  next?: (error?: unknown) => void,
) => void

export interface Service {
  readonly handler: Handler
  /** Hears of the tree: an observer of `supervise`, or of `tree.observe`. */
  readonly desk: Desk
  /** Ends the streams, and all waiting. */
  close(): void
}

export function service(options: ServiceOptions): Service {
  const { base, assets, values, data, token, levers = {}, routes: others = [] } = options
  const closing = new AbortController()
  // As many wait as ask for news: a number that is no leak.
  setMaxListeners(0, closing.signal)
  const told = leverFacts(levers)
  const desk = deskOf({
    ...options,
    actions: token === undefined ? 'off' : 'token',
    levers: told.length > 0 ? told : undefined,
  })
  const live = streams(desk, options.bounds)
  const keeper = guard(options)
  const table = routeTable([
    ...deskRoutes(desk, live, { values }),
    ...healthRoutes(desk, keeper),
    ...termRoutes(desk, keeper, { data }),
    ...leverRoutes(levers, keeper),
    ...fleetRoutes(desk.fleet, keeper),
    ...others,
  ])

  /** Most are answered at once: a promise would cost as much as all of our own work. */
  function answer(
    { route, rest, query }: FoundRoute,
    request: IncomingMessage,
    response: ServerResponse,
  ): void | Promise<void> {
    if (route.isOpen !== true) keeper.mayAsk(request)
    return route.answer({ request, response, rest, query, closing: closing.signal })
  }

  function answerPage(request: IncomingMessage, response: ServerResponse, path: string): boolean {
    // What isn't ours is no business of ours, by whatever name it was asked for.
    if ((request.method !== 'GET' && request.method !== 'HEAD') || !assets.has(path)) return false
    keeper.mayAsk(request)
    return assets.answer(request, response, path)
  }

  return {
    desk,
    handler(request, response, next) {
      const fail = (thrown: unknown) => refuse(request, response, thrown)
      try {
        const address = addressOf(request.url ?? '/', base)
        if (address !== undefined) {
          const found = table.find(request.method, address)
          if (found !== undefined) {
            const later = answer(found, request, response)
            if (later) later.catch(fail)
            return
          }
          if (isBare(request, address.parts)) return redirect(request, response)
          if (answerPage(request, response, address.parts.join('/'))) return
        }
        if (next !== undefined) return next()
        const isMounted = base === '' && !data && isBelow(address?.parts ?? [], assets)
        throw new ServeRefusal(
          404,
          'ERR_SERVE_NOT_FOUND',
          `there is nothing at this path${isMounted ? BASE : hintFor(address?.parts)}`,
        )
      } catch (thrown) {
        fail(thrown)
      }
    },
    close() {
      closing.abort()
      live.close()
    },
  }
}

const BASE = '; a dashboard below another path has to know it: `dashboard(tree, { base })`'

/** What is asked for of a term needs its name. */
const hintFor = ([first, what = '']: readonly string[] = []): string =>
  first !== 'v1'
    ? ''
    : ['terms', 'payloads', 'values', 'diff'].includes(what)
      ? `: \`v1/${what}/<term>\` is, and \`v1/terms\` lists the terms`
      : ': `v1/status` says how all terms fare, and `v1/terms` lists them'

/** Does the path end as one of the dashboard's own, below something else? */
const isBelow = (parts: readonly string[], assets: Assets): boolean =>
  parts.some((part, at) => at > 0 && (part === 'v1' || assets.has(parts.slice(at).join('/'))))

/** Was it asked for without the slash that relative links need? A framework may have taken the base away. */
function isBare(request: IncomingMessage, parts: readonly string[]): boolean {
  if (parts.length > 1 || parts[0] !== '') return false
  const { originalUrl = request.url ?? '/' } = request as { originalUrl?: string }
  return !(originalUrl.split('?')[0] as string).endsWith('/')
}

function redirect(request: IncomingMessage, response: ServerResponse): void {
  const { originalUrl = request.url ?? '/' } = request as { originalUrl?: string }
  const [path = ''] = originalUrl.split('?')
  // Its last part alone, so that no address of another host can be made of it.
  response.writeHead(308, { location: `./${encodeURIComponent(path.slice(path.lastIndexOf('/') + 1))}/` })
  response.end()
}

function refuse(request: IncomingMessage, response: ServerResponse, thrown: unknown): void {
  if (response.headersSent) {
    // Half an answer must not look like a whole one.
    response.destroy()
    return
  }
  const refusal = isServeRefusal(thrown)
    ? thrown
    : new ServeRefusal(500, 'ERR_SERVE_FAILED', 'the service failed to answer; it goes on')
  sendRefusal(request, response, refusal)
}
