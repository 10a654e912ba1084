/** Describes what is no URL of the web: by its scheme, or that it has none; never by its user or its query. @module */

import { didYouMean } from '../../base/did-you-mean.ts'

// A user with a password has a colon as well, but no slashes after it.
const SCHEME = /^([a-z][a-z0-9+.-]{0,19}):\/\//i
const LOCAL = /^(localhost|127\.|\[::1\]|0\.0\.0\.0)/i

const MADE_BY: Readonly<Record<string, string>> = {
  file: 'for a path `file(...)`',
  s3: 'for an object of S3 `s3({ bucket, key })`',
}

/** ``got the scheme `htp`: did you mean `https`?`` */
export function urlSeen(value: unknown): string {
  if (value === undefined || value === null) return `got ${value}: is a variable of the environment missing?`
  if (typeof value !== 'string') return `got something else (${typeof value})`
  if (value === '') return 'got an empty text: is a variable of the environment missing?'
  if (/^(undefined|null)\b/.test(value))
    return 'got a text that begins with `undefined` or `null`: is a variable of the environment missing?'
  const scheme = SCHEME.exec(value)?.[1]?.toLowerCase()
  if (scheme === undefined) return `got no scheme (string): ${meant(value)}`
  if (scheme === 'http' || scheme === 'https') return 'got something else (string)'
  const near = MADE_BY[scheme] ?? didYouMean(scheme, ['https', 'http'])?.replace('`?', '://…`?')
  return `got the scheme \`${scheme}\`${near === undefined ? '' : `: ${near}`}`
}

function meant(text: string): string {
  if (/^(\.{0,2}\/|[a-z]:\\)/i.test(text)) return 'for a path `file(...)`'
  return `did you mean \`${LOCAL.test(text) ? 'http' : 'https'}://…\`?`
}
