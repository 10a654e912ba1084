/** What S3 says about a version of an object, and how the next request asks with it. @module */

import { createHash } from 'node:crypto'
import type { Known } from '../fetcher.ts'
import type { ResponseHeaders } from '../response-headers.ts'

/** The validators of a published version. */
export type S3Known = Known & {
  /** A digest of where the request went: the ETag of one bucket says nothing about another, nor about its replica. */
  readonly resource: string
  readonly etag?: string
  readonly lastModified?: string
  readonly versionId?: string
}

/** Where a request goes, as the SDK has made it. */
export interface Target {
  readonly protocol: string
  readonly hostname: string
  readonly port?: number
  readonly path: string
  readonly query?: Readonly<Record<string, unknown>>
}

/** A short digest of host, bucket, key and version: all that tells one object from another. */
export const resourceOf = ({ protocol, hostname, port, path, query }: Target): string =>
  createHash('sha256')
    .update(JSON.stringify([protocol, hostname, port ?? '', path, query?.versionId ?? '']))
    .digest('base64url')
    .slice(0, 22)

/** What is known by an answer of status 200. */
export function knownOf(resource: string, headers: ResponseHeaders): S3Known {
  const fields = {
    etag: headers.etag === '*' ? undefined : validator(headers.etag),
    lastModified: validator(headers['last-modified']),
    versionId: validator(headers['x-amz-version-id']),
  }
  return {
    resource,
    ...Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)),
  }
}

/** The headers that ask for anything but what is known, if that is about this resource; it may come from a disk. */
export function conditionsOf(known: Known | undefined, resource: string): Record<string, string> {
  if (known?.resource !== resource) return {}
  const etag = validator(known.etag)
  if (etag !== undefined && etag !== '*') return { 'if-none-match': etag }
  const lastModified = validator(known.lastModified)
  return lastModified === undefined ? {} : { 'if-modified-since': lastModified }
}

/** Does the 304 speak of another version than ours? Compared weakly (RFC 9110, section 8.8.3.2). */
export function confirmsAnother(known: Known | undefined, headers: ResponseHeaders): boolean {
  const etag = validator(headers.etag)
  const ours = validator(known?.etag)
  return etag !== undefined && ours !== undefined && opaqueTag(etag) !== opaqueTag(ours)
}

const opaqueTag = (etag: string): string => etag.replace(/^W\//, '')

// Visible ASCII and obs-text (RFC 9110, section 8.8.3), and the blanks of a date.
const VALIDATOR = /^[\x20-\x7e\x80-\xff]{1,1024}$/

const validator = (value: unknown): string | undefined =>
  typeof value === 'string' && VALIDATOR.test(value) ? value : undefined
