/** Names an edition so strongly that equal names mean equal values. @module */

import type { Edition } from '../../../store/edition.ts'

/** `undefined` for a value that no origin has sent. */
export function editionTag({ digest, version }: Edition<unknown>): string | undefined {
  if (digest !== undefined) return `"${digest.slice(0, 32)}"`
  return version === undefined ? undefined : `"v-${encodeURIComponent(version)}"`
}

/** Is it among those of an `If-None-Match`? They are compared weakly (RFC 9110, section 13.1.2). */
export function isAmong(etag: string | undefined, header: string | undefined): boolean {
  if (etag === undefined || header === undefined) return false
  if (header === etag || header.trim() === '*') return true
  return header.split(',').some((one) => one.trim().replace(/^W\//, '') === etag)
}
