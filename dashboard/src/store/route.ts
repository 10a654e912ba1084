/** The place in the dashboard, which stands behind the `#` of the address. @module */

import { signal } from '@preact/signals'

export type Route =
  | { readonly page: 'overview' }
  | { readonly page: 'restarts' }
  | { readonly page: 'fleet' }
  | { readonly page: 'term'; readonly name: string }

const read = (): Route => routeOf(location.hash)

function routeOf(hash: string): Route {
  const [page, name] =
    hash
      .replace(/^#?\/?/, '')
      .split('?')[0]
      ?.split('/') ?? []
  if (page === 'restarts' || page === 'fleet') return { page }
  if (page === 'term' && name) return { page, name: decoded(name) }
  return { page: 'overview' }
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}

export const route = signal<Route>(read())

addEventListener('hashchange', () => {
  route.value = read()
  scrollTo(0, 0)
})

export const OVERVIEW_LINK = '#/'
export const RESTARTS_LINK = '#/restarts'
export const FLEET_LINK = '#/fleet'
export const termLink = (name: string): string => `#/term/${encodeURIComponent(name)}`
