/** The table of what a service answers, by the beginning of its path. @module */

import type { IncomingMessage, ServerResponse } from 'node:http'
import { queryParameter, type RequestAddress } from './address.ts'
import { ServeRefusal } from './answer.ts'

/** A request at its route. */
export interface RouteCall {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  /** The parts of the path behind that of the route. */
  readonly rest: readonly string[]
  query(name: string): string | undefined
  /** Aborted when the service closes: nobody waits any longer. */
  readonly closing: AbortSignal
}

export interface Route {
  /** The path without parameters, such as `v1/terms`. */
  readonly path: string
  /** A GET is a HEAD, too. */
  readonly method: 'GET' | 'POST'
  /** How many parts may follow. */
  readonly rest: readonly [least: number, most: number]
  /** Whether those may ask who know the process by another name than its hosts: probes come by the address of a pod. */
  readonly isOpen?: boolean | undefined
  answer(call: RouteCall): void | Promise<void>
}

export interface RouteTable {
  /** `undefined` where nothing is. @throws ServeRefusal where only the method is wrong */
  find(method: string | undefined, address: RequestAddress): FoundRoute | undefined
}

export interface FoundRoute {
  readonly route: Route
  readonly rest: readonly string[]
  query(name: string): string | undefined
}

export function routeTable(routes: readonly Route[]): RouteTable {
  const byPath = new Map<string, Route[]>()
  for (const route of routes) byPath.set(route.path, [...(byPath.get(route.path) ?? []), route])

  return {
    find(method, { parts, query }) {
      const [first = '', second] = parts
      const [path, depth] = second === undefined || first !== 'v1' ? [first, 1] : [`${first}/${second}`, 2]
      const rest = parts.slice(depth)
      const there = byPath.get(path)
      const asked = method === 'HEAD' ? 'GET' : method
      const route = there?.find((route) => route.method === asked && fits(route, rest))
      if (route === undefined) {
        const others = there?.filter((route) => fits(route, rest)) ?? []
        if (others.length === 0) return undefined
        const allow = others.map((route) => (route.method === 'GET' ? 'GET, HEAD' : route.method)).join(', ')
        throw new ServeRefusal(405, 'ERR_SERVE_METHOD', `this path knows ${allow}`, { headers: { allow } })
      }
      return { route, rest, query: (name) => queryParameter(query, name) }
    },
  }
}

const fits = ({ rest: [least, most] }: Route, rest: readonly string[]): boolean =>
  rest.length >= least && rest.length <= most && (rest.length === 0 || rest[0] !== '')
