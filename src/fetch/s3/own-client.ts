/** An S3 client of our own, whose connections can be looked at. @module */

import type { S3Client, S3ClientConfig } from '@aws-sdk/client-s3'
import { explained } from '../../reasons/index.ts'
import { type AgedAgentOptions, agedAgents } from './aged-agent.ts'
import { told } from './credentials.ts'
import type { S3Connection } from './options.ts'
import { regionFromEnvironment } from './region.ts'
import { loadSdk } from './sdk.ts'

export interface OwnClient {
  readonly client: S3Client
  /** Closes idle connections that are too old. Is one left, which may have died unnoticed? */
  hasIdle(): boolean
}

// They differ from our type in `undefined`, which stands for what is left out.
type SdkCredentials = NonNullable<S3ClientConfig['credentials']>

/** @throws TermError `ERR_TERM_SETUP` when the SDK or a region is missing */
export async function ownClient(connection: S3Connection, aging: AgedAgentOptions): Promise<OwnClient> {
  const { S3Client } = await loadSdk()
  const { httpAgent, httpsAgent, hasIdle } = agedAgents(aging)
  const client = new S3Client({
    ...configOf(connection),
    // Waiting and asking again are the term's business.
    maxAttempts: 1,
    requestHandler: { httpAgent, httpsAgent },
  })
  await checkRegion(client)
  return { client, hasIdle }
}

// The SDK looks by itself for what is left out; it would take `undefined` for an answer.
function configOf({ endpoint, credentials, forcePathStyle, ...given }: S3Connection): S3ClientConfig {
  const region = given.region ?? regionFromEnvironment()
  return {
    forcePathStyle,
    ...(region === undefined ? {} : { region }),
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(credentials === undefined ? {} : { credentials: told(credentials) as SdkCredentials }),
  }
}

async function checkRegion(client: S3Client): Promise<void> {
  try {
    await client.config.region()
  } catch (error) {
    client.destroy()
    const what = 'No region: set `region`, or AWS_REGION or AWS_DEFAULT_REGION in the environment'
    throw explained(error, 'ERR_TERM_SETUP', what, { stage: 'probe', hopeless: true })
  }
}
