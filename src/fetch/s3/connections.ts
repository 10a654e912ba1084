/** A client of S3 and its connections: it outlives a request, and all incarnations that use the fetcher share it. @module */

import { createHash } from 'node:crypto'
import type { S3Client } from '@aws-sdk/client-s3'
import { type Loan, lending } from '../transfer/lending.ts'
import { type SharedUse, sharedUse } from '../transfer/shared-use.ts'
import type { ResolvedS3Options, S3Connection, S3Credentials } from './options.ts'
import { type OwnClient, ownClient } from './own-client.ts'

/** The last to leave gives the client back, which the last of all who share it closes; never one that was given. */
export interface Connections extends SharedUse {
  client(): Promise<S3Client>
  /** Asks in this region from now on; `false` when it asked there already, or when the client is the caller's. */
  moveTo(region: string): Promise<boolean>
  /** Is there a connection that waits for its next request? It may have died unnoticed; one that is too old is closed. */
  hasIdle(): Promise<boolean>
}

type ConnectionsOptions = Pick<
  ResolvedS3Options,
  'bucket' | 'connection' | 'timeouts' | 'maxConnectionAgeMs' | 'allowAddresses'
>

export function openConnections(options: ConnectionsOptions): Connections {
  const { connection } = options
  if ('send' in connection) return givenConnections(connection as S3Client)
  let loan: Loan<SharedClient> | undefined
  /** The region that was asked last, and the one that is asked from now on. */
  let asked: string | undefined
  let learned: string | undefined
  function shared(): SharedClient {
    loan ??= clients.borrow(keyOf(options), () => sharedClient(options))
    return loan.thing
  }
  const use = sharedUse(async () => {
    const given = loan
    loan = undefined
    await given?.giveBack()
  })
  return {
    ...use,
    join() {
      use.join()
      shared()
    },
    async client() {
      if (learned !== undefined) await shared().moveTo(learned)
      const { client } = await shared().own()
      asked = await client.config.region()
      return client
    },
    // Others may have moved the client since this one asked.
    async moveTo(region) {
      if (asked === region) return false
      learned = region
      return true
    },
    hasIdle: async () => (await shared().own()).hasIdle(),
  }
}

/** A client that all fetchers have in common which ask the same bucket in the same way. */
interface SharedClient {
  own(): Promise<OwnClient>
  moveTo(region: string): Promise<void>
  close(): void
}

const clients = lending<SharedClient>((client) => client.close())

// The bucket belongs to it: a client that has learned the region of one would miss another.
function keyOf({ bucket, connection, timeouts, maxConnectionAgeMs, allowAddresses }: ConnectionsOptions) {
  const { region, endpoint, credentials, forcePathStyle } = connection as S3Connection
  const place = [bucket, region, endpoint, forcePathStyle, identityOf(credentials)]
  return JSON.stringify([...place, timeouts.connect, maxConnectionAgeMs, allowAddresses.toSorted()])
}

const numbers = new WeakMap<object, number>()
let strangers = 0

/** Keys are the same by what they are, told by their digest since they are secret; functions are if they are one. */
function identityOf(credentials: S3Credentials | undefined): string | number {
  if (credentials === undefined) return 0
  if (typeof credentials !== 'function')
    return createHash('sha256').update(JSON.stringify(credentials)).digest('hex')
  const number = numbers.get(credentials) ?? ++strangers
  numbers.set(credentials, number)
  return number
}

function sharedClient({ connection, timeouts, maxConnectionAgeMs, ...options }: ConnectionsOptions) {
  let opening: Promise<OwnClient> | undefined

  async function open(): Promise<OwnClient> {
    const { allowAddresses } = options
    const aging = { connectMs: timeouts.connect, maxAgeMs: maxConnectionAgeMs, allowAddresses }
    return ownClient(connection as S3Connection, aging)
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
    own,
    async moveTo(region: string) {
      const { client } = await own()
      if ((await client.config.region()) !== region) settle(client, region)
    },
    close() {
      opening?.then(({ client }) => client.destroy()).catch(() => undefined)
      opening = undefined
    },
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
