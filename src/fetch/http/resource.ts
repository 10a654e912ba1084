/** Which resource a URL means, and by what it is signed: signatures change while the resource stays. @module */

import { createHash } from 'node:crypto'

export interface Resource {
  /** A digest of the URL without its credentials and signature: validators of one resource say nothing about another. */
  readonly resource: string
  /** A digest of what signs the URL, where something does. */
  readonly signature: string | undefined
}

// Parameters that let a request in, and don't choose what it gets; in lower case.
const PREFIXES = [
  'x-amz-', // AWS, signature version 4
  'x-goog-', // Google Cloud Storage, V4
  'x-oss-', // Alibaba Cloud OSS, V4
  'q-', // Tencent Cloud COS
]
const NAMES: ReadonlySet<string> = new Set([
  ...['awsaccesskeyid', 'googleaccessid', 'ossaccesskeyid', 'accesskeyid', 'security-token'], // version 2 of the same
  ...['key-pair-id', 'policy'], // CloudFront
  ...['sv', 'ss', 'srt', 'sr', 'sp', 'spr', 'sip', 'si', 'st', 'se', 'sdd', 'ses'], // shared access of Azure
  ...['skoid', 'sktid', 'skt', 'ske', 'sks', 'skv', 'saoid', 'suoid', 'scid'], // the same, delegated
  ...['hdnts', 'hdnea', 'hdntl', 'acl'], // Akamai
  ...['verify', 'md5', 'e'], // Cloudflare, secure_link of nginx
  ...['nonce', 'hmac', 'jwt', 'ticket', 'auth', 'authorization', 'timestamp', 'ts', 'sas'], // anybody's
])
const WORDS = /(?:^|[-_])sign?(?:ed)?$|signature$|token|expir|^exp$|credential/

function isSigning(name: string): boolean {
  const lower = name.toLowerCase()
  return PREFIXES.some((prefix) => lower.startsWith(prefix)) || NAMES.has(lower) || WORDS.test(lower)
}

/** Of short digests: a query may hold a secret, so it is not kept as it is. */
export function resourceOf({ origin, pathname, searchParams, search }: URL): Resource {
  const parameters = [...searchParams]
  const signing = parameters.filter(([name]) => isSigning(name))
  if (signing.length === 0) return { resource: digest(origin + pathname + search), signature: undefined }
  const choosing = parameters.filter(([name]) => !isSigning(name))
  return {
    resource: digest(JSON.stringify([origin + pathname, choosing])),
    signature: digest(JSON.stringify(signing)),
  }
}

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 22)
