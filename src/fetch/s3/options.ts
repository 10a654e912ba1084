/** The options of the S3 fetcher, checked at the door. @module */

import { checkFlag, hrefOf } from '../../base/checks.ts'
import type { Duration } from '../../base/duration.ts'
import { durationOrRefuse } from '../../base/duration-checks.ts'
import { unexpected } from '../../base/unexpected.ts'
import { checkAllowed, type RefusedAddress, refusedAddress } from '../transfer/refused-addresses.ts'
import { type HttpTimeouts, type ResolvedTimeouts, resolveTimeouts } from '../transfer/timeouts.ts'
import { urlSeen } from '../transfer/url-seen.ts'
import { checkBucket } from './bucket.ts'

export interface S3Options {
  /** The name of a bucket, or the ARN of an access point. */
  readonly bucket: string
  /** The name of the object. */
  readonly key: string
  /** Where the bucket is. @defaultValue `AWS_REGION`, `AWS_DEFAULT_REGION`, or that of the profile, in this order */
  readonly region?: string | undefined
  /** The URL of another store that speaks S3. @defaultValue that of AWS, or `AWS_ENDPOINT_URL_S3` */
  readonly endpoint?: string | URL | undefined
  /** Keys, or a function that provides them. @defaultValue what the SDK finds: environment, profile, role */
  readonly credentials?: S3Credentials | undefined
  /** Deliver this version of the object for ever. @defaultValue the current one */
  readonly versionId?: string | undefined
  /** Put the bucket into the path, not into the host name. @defaultValue `true` with an `endpoint` */
  readonly forcePathStyle?: boolean | undefined
  /** How long each step of an attempt may take; `connect` not with `client`. */
  readonly timeouts?: HttpTimeouts | undefined
  /** How often a body may go on after a cut or a stall, from where it stopped; 0 to 100. @defaultValue `3` */
  readonly resumes?: number | undefined
  /** The most that a `Retry-After` can ask for. @defaultValue `'24h'` */
  readonly retryAfterCap?: Duration | undefined
  /** How old a connection may become before the next request gets a new one; not with `client`. @defaultValue `'5m'` */
  readonly maxConnectionAge?: Duration | undefined
  /** Addresses to fetch from though they are refused otherwise, as with `http`; not with `client`. @defaultValue `[]` */
  readonly allowAddresses?: readonly RefusedAddress[] | undefined
  /** Take an empty object for a value, not for a failure; one that inflates to nothing, too. @defaultValue `false` */
  readonly allowEmpty?: boolean | undefined
  /** A client of yours, in place of region, endpoint, credentials and path style; never closed. @defaultValue one of its own */
  readonly client?: S3ClientLike | undefined
}

/** Keys of an account, or of a session. */
export interface S3Keys {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string | undefined
  /** When they expire; from then on a function is asked again. */
  readonly expiration?: Date | undefined
}

/** Keys, or what provides them: a function of yours, or one of `@aws-sdk/credential-providers`. */
export type S3Credentials = S3Keys | (() => Promise<S3Keys>)

/** An `S3Client` of `@aws-sdk/client-s3`, by its shape: these types are whole without that package. */
export interface S3ClientLike {
  send(...args: never): unknown
  readonly config: { region(): Promise<string> }
}

/** Durations in ms. */
export interface ResolvedS3Options {
  readonly bucket: string
  readonly key: string
  readonly versionId: string | undefined
  readonly connection: S3ClientLike | S3Connection
  readonly timeouts: ResolvedTimeouts
  readonly resumes: number
  readonly retryAfterCapMs: number
  readonly maxConnectionAgeMs: number
  readonly allowAddresses: readonly RefusedAddress[]
  readonly allowEmpty: boolean
}

/** What a client of its own is made of. */
export interface S3Connection {
  readonly region: string | undefined
  readonly endpoint: string | undefined
  readonly credentials: S3Credentials | undefined
  readonly forcePathStyle: boolean
}

const CLIENT_OPTIONS = [
  'region',
  'endpoint',
  'credentials',
  'forcePathStyle',
  'maxConnectionAge',
  'allowAddresses',
] as const

export const S3_OPTIONS: readonly (keyof S3Options)[] = [
  'bucket',
  'key',
  ...CLIENT_OPTIONS,
  'versionId',
  'timeouts',
  'resumes',
  'retryAfterCap',
  'allowEmpty',
  'client',
]

/** @throws TypeError that names the option and the value seen; that no other is there was checked before */
export function resolveS3Options(options: S3Options): ResolvedS3Options {
  const { versionId, retryAfterCap = '24h', maxConnectionAge = '5m' } = options
  const allowAddresses = checkAllowed('s3', options.allowAddresses)
  return {
    bucket: checkBucket(options.bucket),
    key: checkText('key', options.key),
    versionId: versionId === undefined ? undefined : checkText('versionId', versionId),
    connection:
      options.client === undefined ? resolveConnection(options, allowAddresses) : checkClient(options),
    timeouts: resolveTimeouts('s3', options.timeouts ?? {}),
    resumes: checkResumes(options.resumes ?? 3),
    retryAfterCapMs: durationOrRefuse('s3', 'retryAfterCap', retryAfterCap),
    maxConnectionAgeMs: durationOrRefuse('s3', 'maxConnectionAge', maxConnectionAge),
    allowAddresses,
    allowEmpty: checkFlag('s3', 'allowEmpty', options.allowEmpty),
  }
}

function resolveConnection(
  { region, endpoint, credentials, forcePathStyle }: S3Options,
  allowed: readonly RefusedAddress[],
): S3Connection {
  return {
    region: region === undefined ? undefined : checkText('region', region),
    endpoint: endpoint === undefined ? undefined : checkEndpoint(endpoint, allowed),
    credentials: credentials === undefined ? undefined : checkCredentials(credentials),
    // `http://localhost` would become `http://bucket.localhost`.
    forcePathStyle:
      forcePathStyle === undefined
        ? endpoint !== undefined
        : checkFlag('s3', 'forcePathStyle', forcePathStyle),
  }
}

function checkClient(options: S3Options): S3ClientLike {
  const { client } = options
  const second = CLIENT_OPTIONS.find((name) => options[name] !== undefined)
  if (second !== undefined) {
    throw new TypeError(`s3: expected \`client\` or \`${second}\`, got both; the client decides on it`)
  }
  if (typeof client?.send === 'function' && typeof client.config === 'object') return client
  throw unexpected('s3', 'client', 'an S3Client of @aws-sdk/client-s3', client)
}

function checkText(option: string, value: unknown): string {
  if (typeof value === 'string' && value !== '') return value
  throw unexpected('s3', option, 'a text that is not empty', value)
}

const MOST_RESUMES = 100

function checkResumes(value: unknown): number {
  if (Number.isInteger(value) && Number(value) >= 0 && Number(value) <= MOST_RESUMES) return Number(value)
  throw unexpected('s3', 'resumes', `a whole number from 0 to ${MOST_RESUMES}`, value)
}

// No message repeats the endpoint: its user information and its query may be secret.
function checkEndpoint(value: unknown, allowed: readonly RefusedAddress[]): string {
  const text = hrefOf(value) ?? ''
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isPlain = url?.username === '' && url.password === '' && url.search === '' && url.hash === ''
  const isWeb = url?.protocol === 'http:' || url?.protocol === 'https:'
  if (isPlain && isWeb && refusedAddress(url.hostname, allowed) === undefined) return url.href
  throw new TypeError(
    `s3: expected \`endpoint\` to be an http or https URL of a public or private host, without credentials and query, ${urlSeen(value)}`,
  )
}

function checkCredentials(value: unknown): S3Credentials {
  if (typeof value === 'function') return value as S3Credentials
  const { accessKeyId, secretAccessKey } = (value ?? {}) as Record<string, unknown>
  if (typeof accessKeyId === 'string' && typeof secretAccessKey === 'string')
    // A copy: the caller's object may change.
    return { ...(value as object) } as S3Credentials
  throw new TypeError(
    `s3: expected \`credentials\` to be a function or to have accessKeyId and secretAccessKey, got something else (${typeof value})`,
  )
}
