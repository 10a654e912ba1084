/** A client of S3 and its connections: it outlives a request, and all incarnations that use the fetcher share it. @module */

import type { S3Client } from '@aws-sdk/client-s3'
import { type SharedUse, sharedUse } from '../transfer/shared-use.ts'
import type { ResolvedS3Options, S3ClientLike } from './options.ts'
import { type OwnClient, ownClient } from './own-client.ts'

/** The last to leave closes the connections, but never those of a given client. */
export interface Connections extends SharedUse {
  client(): Promise<S3Client>
  /** Asks in this region from now on; `false` when it did already, or when the client is the caller's. */
  moveTo(region: string): Promise<boolean>
  /** Is there a connection that waits for its next request? It may have died unnoticed; one that is too old is closed. */
  hasIdle(): Promise<boolean>
}

type ConnectionsOptions = Pick<
  ResolvedS3Options,
  'connection' | 'timeouts' | 'maxConnectionAgeMs' | 'allowAddresses'
>

export function openConnections({ connection, timeouts, ...options }: ConnectionsOptions): Connections {
  if ('send' in connection) return givenConnections(connection as S3Client)
  let opening: Promise<OwnClient> | undefined
  let learned: string | undefined

  async function open(): Promise<OwnClient> {
    const { maxConnectionAgeMs: maxAgeMs, allowAddresses } = options
    const aging = { connectMs: timeouts.connect, maxAgeMs, allowAddresses }
    const own = await ownClient(connection as Exclude<typeof connection, S3ClientLike>, aging)
    if (learned !== undefined) settle(own.client, learned)
    return own
  }
  function own(): Promise<OwnClient> {
    opening ??= open().catch((error) => {
      // What was missing, such as a region, may be there at the next attempt.
      opening = undefined
      throw error
    })
    return opening
  }
  return {
    ...sharedUse(() => {
      opening?.then(({ client }) => client.destroy()).catch(() => undefined)
      opening = undefined
    }),
    client: async () => (await own()).client,
    async moveTo(region) {
      const { client } = await own()
      if ((await client.config.region()) === region) return false
      learned = region
      settle(client, region)
      return true
    },
    hasIdle: async () => (await own()).hasIdle(),
  }
}

// The SDK asks its configuration for the region at each request; when it follows a redirect itself, it does just this.
const settle = (client: S3Client, region: string): void => {
  client.config.region = async () => region
}

/** Those of a client of the caller's, which stays as it is. */
const givenConnections = (client: S3Client): Connections => ({
  ...sharedUse(() => {}),
  client: async () => client,
  moveTo: async () => false,
  hasIdle: async () => false,
})
