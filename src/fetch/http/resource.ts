/** Which resource a URL means, and by what it is signed: signatures change while the resource stays. @module */

import { createHash } from 'node:crypto'

export interface Resource {
  /** A digest of the URL without its credentials and signature: validators of one resource say nothing about another. */
  readonly resource: string
  /** A digest of what signs the URL, where something does. */
  readonly signature: string | undefined
}

// The parameters that admit a request, and don't choose what it gets; in lower case.
const PREFIXES = [
  'x-amz-', // AWS, signature version 4
  'x-goog-', // Google Cloud Storage, V4
  'x-oss-', // Alibaba Cloud OSS, V4
  'q-sign-', // Tencent Cloud COS
]
const NAMES: ReadonlySet<string> = new Set([
  ...['hdnts', 'hdnea', 'hdntl'], // Akamai
  ...['verify', 'md5'], // Cloudflare, secure_link of nginx
  ...['nonce', 'hmac', 'jwt', 'ticket', 'auth', 'authorization', 'timestamp', 'ts'], // anybody's
])
const WORDS = /(?:^|[-_])sign?(?:ed)?$|signature$|token|expir|^exp$|credential/

/** Parameters whose names are too short or too common: they count beside the signature that covers them. */
const BESIDE: ReadonlyMap<string, readonly string[]> = new Map([
  // Shared access of Azure, by a key of the account, of the service, or of a user.
  ['sig', 'sv ss srt sr sp spr sip si st se sdd ses skoid sktid skt ske sks skv saoid suoid scid'.split(' ')],
  // CloudFront, and version 2 of AWS, Google and Alibaba.
  ['signature', ['policy', 'key-pair-id', 'awsaccesskeyid', 'googleaccessid', 'ossaccesskeyid']],
  ['md5', ['e', 'st']],
])

const isSigningAnywhere = (name: string): boolean =>
  PREFIXES.some((prefix) => name.startsWith(prefix)) || NAMES.has(name) || WORDS.test(name)

function signingNames(names: readonly string[]): ReadonlySet<string> {
  const covered = names.flatMap((name) => BESIDE.get(name) ?? [])
  return new Set([...names.filter(isSigningAnywhere), ...covered])
}

/** Short digests are kept, and not the query, which may hold a secret. */
export function resourceOf({ origin, pathname, searchParams, search }: URL): Resource {
  const parameters = [...searchParams]
  const names = signingNames(parameters.map(([name]) => name.toLowerCase()))
  const isSigning = ([name]: readonly [string, string]) => names.has(name.toLowerCase())
  const signing = parameters.filter(isSigning)
  if (signing.length === 0) return { resource: digest(origin + pathname + search), signature: undefined }
  const choosing = parameters.filter((parameter) => !isSigning(parameter))
  return {
    resource: digest(JSON.stringify([origin + pathname, choosing])),
    signature: digest(JSON.stringify(signing)),
  }
}

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 22)
