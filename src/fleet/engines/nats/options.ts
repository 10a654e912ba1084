/** The options of the engine on NATS. @module */

import type { ConnectionOptions } from 'node:tls'
import { checkCount, checkFields, checkName, checkRecord } from '../../../base/checks.ts'
import type { Duration } from '../../../base/duration.ts'
import { durationOrClamp } from '../../../base/duration-checks.ts'
import { unexpected } from '../../../base/unexpected.ts'
import { checkSecret, type Secret } from '../secret.ts'
import { natsServers } from './servers.ts'

export interface NatsOptions {
  /**
   * Addresses of servers as `host:port`, or with `nats://` or `tls://` before them; one that answers is enough. A user and a
   * password before an `@` are those of all, in percent-encoding, where `user` and `pass` don't say otherwise.
   */
  readonly servers: string | readonly string[]
  /** The name of a user, or a function that gives it at each connection. @defaultValue none */
  readonly user?: Secret | undefined
  /** The password of that user. @defaultValue none */
  readonly pass?: Secret | undefined
  /** A token, in place of a user. @defaultValue none */
  readonly token?: Secret | undefined
  /** The path of a `.creds` file, which is read at each connection. */
  readonly creds?: string | undefined
  /** Options of TLS as `node:tls` has them. @defaultValue TLS where a server asks for it */
  readonly tls?: ConnectionOptions | undefined
  /**
   * What the names of buckets and subjects begin with: `everterm_control`, `everterm.hint.shop.prices`.
   *
   * @defaultValue `'everterm'`
   */
  readonly prefix?: string | undefined
  /** On how many servers of a cluster a bucket lies that is created; 3 in production. @defaultValue 1 */
  readonly replicas?: number | undefined
  /** What inboxes begin with, where the permissions of a user name it. @defaultValue `'_INBOX'` */
  readonly inboxPrefix?: string | undefined
  /** The JetStream domain, for a leaf node. */
  readonly domain?: string | undefined
  /** How long a call may take. @defaultValue `'1s'` */
  readonly timeout?: Duration | undefined
}

export interface ResolvedNatsOptions {
  readonly servers: readonly string[]
  readonly user: Secret | undefined
  readonly pass: Secret | undefined
  readonly token: Secret | undefined
  readonly creds: string | undefined
  readonly tls: ConnectionOptions | undefined
  readonly prefix: string
  readonly replicas: number
  readonly inboxPrefix: string | undefined
  readonly domain: string | undefined
  readonly timeoutMs: number
}

const OF = 'nats'
const OPTIONS: readonly (keyof NatsOptions)[] = [
  ...(['servers', 'user', 'pass', 'token', 'creds', 'tls'] as const),
  ...(['prefix', 'replicas', 'inboxPrefix', 'domain', 'timeout'] as const),
]
const TOKEN = /^[\w-]+$/
const SUBJECT = /^[\w-]+(\.[\w-]+)*$/

/** @throws TypeError on a wrong option */
export function resolveNatsOptions(options: NatsOptions): ResolvedNatsOptions {
  checkFields(OF, 'options', options, 'an object', "as `nats({ servers: 'nats.internal:4222' })`")
  checkRecord(OF, 'options', options, OPTIONS)
  const { tls, prefix = 'everterm', replicas = 1, inboxPrefix, domain, timeout = '1s' } = options
  if (tls !== undefined) checkRecord(OF, 'tls', tls)
  if (!TOKEN.test(prefix)) throw unexpected(OF, 'prefix', 'letters, digits, `_` and `-`', prefix)
  if (inboxPrefix !== undefined && !SUBJECT.test(inboxPrefix))
    throw unexpected(OF, 'inboxPrefix', 'a subject without wildcards', inboxPrefix)
  const { servers, credentials } = natsServers(OF, options.servers)
  return {
    servers,
    user: checkSecret(OF, 'user', options.user) ?? credentials?.user,
    pass: checkSecret(OF, 'pass', options.pass) ?? credentials?.password,
    token: checkSecret(OF, 'token', options.token),
    creds: checkPath(options.creds),
    tls,
    prefix,
    replicas: checkCount(OF, 'replicas', replicas),
    inboxPrefix,
    domain: domain === undefined ? undefined : checkName(OF, 'domain', domain),
    timeoutMs: durationOrClamp(OF, 'timeout', timeout),
  }
}

function checkPath(value: unknown): string | undefined {
  if (value === undefined || (typeof value === 'string' && value !== '')) return value
  throw new TypeError(`${OF}: expected \`creds\` to be the path of a file`)
}
