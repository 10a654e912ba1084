/** Says which buckets allow more than one that is created now: they were made by hand, or by an earlier version. @module */

import type { StreamConfig } from '@nats-io/jetstream'
import { LASTS_MS, type Space } from '../../control.ts'
import { bucketName, settingsOf } from './buckets.ts'
import type { NatsLive } from './connection.ts'
import { isStreamMissing } from './errors.ts'

/**
 * In words, for an operator. Nothing is changed: most users may not, servers before 2.12 never do it for `max_consumers`, and all
 * works as it is.
 */
export async function laxerBuckets({ streams }: NatsLive, prefix: string): Promise<readonly string[]> {
  const said: string[] = []
  for (const space of Object.keys(LASTS_MS) as Space[]) {
    const bucket = bucketName(prefix, space)
    const found = await streams.streams.info(`KV_${bucket}`).catch((error) => {
      if (!isStreamMissing(error)) throw error
    })
    const laxer = found === undefined ? [] : [...settingsBeyond(found.config, settingsOf(bucket, 1, space))]
    if (laxer.length > 0)
      said.push(`the bucket ${bucket} allows more than one that is created now: ${laxer.join(', ')}`)
  }
  return said
}

function* settingsBeyond(found: StreamConfig, wanted: ReturnType<typeof settingsOf>): Generator<string> {
  for (const limit of ['max_consumers', 'max_msg_size'] as const) {
    const [is, most] = [found[limit], wanted[limit]]
    // One that isn't there is 0 or -1.
    if (most !== undefined && (is <= 0 || is > most))
      yield `${limit} is ${is > 0 ? is : 'not set'}, and not ${most}`
  }
  for (const denied of ['deny_delete', 'deny_purge'] as const)
    if (!found[denied]) yield `${denied} is not set`
}
