/** Reads where a request goes: the parts of its path below the base, and its query. @module */

import { ServeRefusal } from './answer.ts'

export interface RequestAddress {
  /** The parts of the path, decoded: `['v1', 'terms', 'prices']`; `['']` is the root. */
  readonly parts: readonly string[]
  readonly query: string
}

/** `undefined` for what isn't below the base. @throws ServeRefusal where a part can't be decoded */
export function addressOf(target: string, base: string): RequestAddress | undefined {
  const at = target.indexOf('?')
  const path = at < 0 ? target : target.slice(0, at)
  if (base !== '' && path !== base && !path.startsWith(`${base}/`)) return undefined
  const parts = path.slice(base.length + 1).split('/')
  return { parts: path.includes('%') ? parts.map(decoded) : parts, query: at < 0 ? '' : target.slice(at + 1) }
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    throw new ServeRefusal(400, 'ERR_SERVE_REQUEST', 'a part of the path is no text in percent-encoding')
  }
}

/** One parameter of the query. */
export const queryParameter = (query: string, name: string): string | undefined =>
  query === '' ? undefined : (new URLSearchParams(query).get(name) ?? undefined)
