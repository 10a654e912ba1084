/** One connection to NATS, and what is asked over it. @module */

import { readFileSync } from 'node:fs'
import type { JetStreamClient, JetStreamManager } from '@nats-io/jetstream'
import type { Kvm } from '@nats-io/kv'
import type { NatsConnection, NodeConnectionOptions } from '@nats-io/transport-node'
import { TermError } from '../../../base/errors.ts'
import { holdNoProcess } from './hold-no-process.ts'
import type { ResolvedNatsOptions } from './options.ts'
import { loadNats } from './packages.ts'

export interface NatsLive {
  readonly connection: NatsConnection
  readonly client: JetStreamClient
  readonly streams: JetStreamManager
  readonly buckets: Kvm
}

// A server that doesn't shake hands in this time is tried again later, as one that refuses.
const DIAL_MS = 2_000

// A connection that is dead without a word, as behind a firewall, is known as such after two of these.
const PING_MS = 10_000

// Reads of single messages without a consumer came with 2.9, and a consumer for each read is what brings JetStream down.
const OLDEST = [2, 9] as const

/** @throws whatever the client throws, and TermError on a server that can't be trusted with a fleet */
export async function openNats(name: string, options: ResolvedNatsOptions): Promise<NatsLive> {
  const { transport, jetstream, kv } = await loadNats()
  const { creds } = options
  const authenticators = creds === undefined ? [] : [transport.credsAuthenticator(() => readFileSync(creds))]
  if (options.user !== undefined)
    authenticators.push(transport.usernamePasswordAuthenticator(options.user, options.pass))
  if (options.token !== undefined) authenticators.push(transport.tokenAuthenticator(options.token))
  const connection = await transport.connect({
    servers: [...options.servers],
    name: 'everterm',
    // The link connects again: a client that does so by itself would send later what has failed long ago.
    reconnect: false,
    timeout: DIAL_MS,
    pingInterval: PING_MS,
    noAsyncTraces: true,
    ...(authenticators.length > 0 && { authenticator: authenticators }),
    ...(options.inboxPrefix !== undefined && { inboxPrefix: options.inboxPrefix }),
    // The client's type knows fewer options than it passes on.
    ...(options.tls !== undefined && { tls: options.tls as NonNullable<NodeConnectionOptions['tls']> }),
  })
  try {
    checkNatsVersion(name, connection.info?.version)
    holdNoProcess(connection, PING_MS)
    const { timeoutMs: timeout, domain } = options
    const asking = { timeout, checkAPI: false, ...(domain !== undefined && { domain }) }
    const streams = await jetstream.jetstreamManager(connection, asking)
    const client = jetstream.jetstream(connection, asking)
    return { connection, client, streams, buckets: new kv.Kvm(client) }
  } catch (error) {
    await connection.close()
    throw error
  }
}

/** @throws TermError on a server that is too old */
export function checkNatsVersion(name: string, version = 'an unknown version'): void {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return
  const message = `${name} is nats-server ${version}; a fleet needs ${OLDEST.join('.')} or newer`
  throw new TermError('ERR_TERM_SETUP', message)
}
