/** What S3 says about a version of an object, and how the next request asks with it. @module */

import { createHash } from 'node:crypto'
import type { Changed, Known } from '../fetcher.ts'
import type { ResponseHeaders } from '../headers/response-headers.ts'
import {
  conditionsOf as conditionsFor,
  confirms,
  present,
  readValidators,
  strongEtag,
  type Validators,
  validatorsOf,
} from '../headers/validators.ts'

/** The validators of a published version. */
export type S3Known = Known &
  Validators & {
    /** A digest of where the request went: the ETag of one bucket says nothing about another, nor about its replica. */
    readonly resource: string
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
  const { uncodedEtag: _, ...validators } = validatorsOf(headers, Date.now())
  return present({ resource, ...validators, versionId: headerText(headers['x-amz-version-id']) })
}

/** The headers that ask for anything but what is known, if that is about this resource; it may come from a disk. */
export function conditionsOf(known: Known | undefined, resource: string): Record<string, string> {
  if (known?.resource !== resource) return {}
  const { 'if-none-match': etag, 'if-modified-since': date } = conditionsFor(readValidators(known))
  if (etag !== undefined) return { 'if-none-match': etag }
  return date === undefined ? {} : { 'if-modified-since': date }
}

/** Does a 304 speak of what is known? */
export const isConfirmation = (known: Known | undefined, headers: ResponseHeaders): boolean =>
  known !== undefined && confirms(readValidators(known), headers)

/**
 * The name of a version, and whether other bytes can have it, too. `null` is the id of whatever was put last while the
 * bucket kept no versions.
 */
export function nameOf({ etag, versionId, lastModified }: S3Known): Pick<Changed, 'version' | 'strong'> {
  const id = versionId === 'null' ? undefined : versionId
  return {
    version: etag ?? id ?? lastModified,
    strong: strongEtag({ etag }) !== undefined || (!etag && id !== undefined),
  }
}

const headerText = (value: string | string[] | undefined): string | undefined =>
  typeof value === 'string' && /^[\x20-\x7e]{1,1024}$/.test(value) ? value : undefined
