/** The options of the engine on Redis. @module */

import type { ConnectionOptions } from 'node:tls'
import { checkFields, checkRecord } from '../../../base/checks.ts'
import type { Duration } from '../../../base/duration.ts'
import { durationOrClamp } from '../../../base/duration-checks.ts'
import { unexpected } from '../../../base/unexpected.ts'
import { credentialsIn } from '../credentials.ts'
import { checkSecret, type Secret } from '../secret.ts'

export interface RedisOptions {
  /**
   * The address of the primary: `redis://host:6379/0`, or `rediss://` with TLS; the number is that of the database. A user
   * and a password before an `@` are in percent-encoding.
   */
  readonly url: string
  /** The name of a user of the ACL, or a function that gives it at each connection. @defaultValue that of Redis, `default` */
  readonly username?: Secret | undefined
  /** The password of that user. @defaultValue none */
  readonly password?: Secret | undefined
  /** Options of TLS as `node:tls` has them, with `rediss://`. */
  readonly tls?: ConnectionOptions | undefined
  /**
   * What keys and channels begin with: `everterm:control:shop.prices.rollout`.
   *
   * @defaultValue `'everterm'`
   */
  readonly prefix?: string | undefined
  /** How long a call may take. @defaultValue `'1s'` */
  readonly timeout?: Duration | undefined
}

export interface ResolvedRedisOptions {
  readonly host: string
  readonly port: number
  readonly database: number
  readonly isTls: boolean
  readonly tls: ConnectionOptions | undefined
  readonly username: Secret | undefined
  readonly password: Secret | undefined
  readonly prefix: string
  readonly timeoutMs: number
}

const OF = 'redis'
const OPTIONS: readonly (keyof RedisOptions)[] = ['url', 'username', 'password', 'tls', 'prefix', 'timeout']
// Without what is a pattern in permissions.
const PREFIX = /^[\w{}.:-]+$/
const DEFAULT_PORT = 6379

/** @throws TypeError on a wrong option */
export function resolveRedisOptions(options: RedisOptions): ResolvedRedisOptions {
  checkFields(OF, 'options', options, 'an object', "as `redis({ url: 'rediss://redis.internal:6379' })`")
  checkRecord(OF, 'options', options, OPTIONS)
  const { url, tls, prefix = 'everterm', timeout = '1s' } = options
  const address = addressOf(url)
  const { protocol, hostname, port, pathname } = address
  const { user, password } = credentialsIn(OF, 'url', address)
  if (tls !== undefined) checkRecord(OF, 'tls', tls)
  if (tls !== undefined && protocol !== 'rediss:')
    throw new TypeError(`${OF}: expected \`url\` to begin with rediss:// where there is \`tls\``)
  if (!PREFIX.test(prefix)) throw unexpected(OF, 'prefix', 'letters, digits, and _ - . : { }', prefix)
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? DEFAULT_PORT : Number(port),
    database: Number(pathname.slice(1)),
    isTls: protocol === 'rediss:',
    tls,
    username: checkSecret(OF, 'username', options.username) ?? user,
    password: checkSecret(OF, 'password', options.password) ?? password,
    prefix,
    timeoutMs: durationOrClamp(OF, 'timeout', timeout),
  }
}

/** A URL may hold a password, so it isn't shown. */
function addressOf(value: unknown): URL {
  const url = typeof value === 'string' && URL.canParse(value) ? new URL(value) : undefined
  const isAddress =
    url !== undefined &&
    /^rediss?:$/.test(url.protocol) &&
    url.hostname !== '' &&
    /^(\/\d*)?$/.test(url.pathname)
  if (isAddress) return url
  throw new TypeError(`${OF}: expected \`url\` to be the address of a server, as redis://host:6379/0`)
}
