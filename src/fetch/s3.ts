/** Fetches an object of S3: one conditional GET is both the probe and the download. @module */

import { checkFields, checkRecord } from '../base/checks.ts'
import { unexpected } from '../base/unexpected.ts'
import type { FetchContext, Fetcher, Known, Probe } from './fetcher.ts'
import { firstOf } from './first-of.ts'
import { delivery } from './s3/answer.ts'
import type { Answer } from './s3/ask.ts'
import { releaseBody } from './s3/body.ts'
import { openConnections } from './s3/connections.ts'
import { exchange } from './s3/exchange.ts'
import { type ResolvedS3Options, resolveS3Options, S3_OPTIONS, type S3Options } from './s3/options.ts'
import { withS3Proof } from './s3/proof.ts'
import { isConfirmation } from './s3/validators.ts'
import { type AbortScope, inAbortScope } from './transfer/abort-scope.ts'

export type { S3ClientLike, S3Credentials, S3Keys, S3Options } from './s3/options.ts'

/** Another place of the same object; what it leaves out is as at the first. */
export type S3Failover = Partial<S3Options>

export interface S3FailoverOptions extends S3Options {
  /** Where else the object is, in order: see `firstOf`, which this is short for. Each place has validators of its own. */
  readonly failover?: readonly S3Failover[] | undefined
}

/**
 * A fetcher for an object in a bucket, on the AWS SDK, which is loaded with the first probe.
 *
 * A body that is cut goes on where it stopped, and is taken only if it is whole and has the checksum that S3 knows.
 *
 * @throws TypeError on a wrong option
 * @example s3({ bucket: 'acme-prices', key: 'table.json.gz', failover: [{ bucket: 'acme-prices-eu', region: 'eu-west-1' }] })
 */
export function s3(options: S3FailoverOptions): Fetcher {
  checkFields('s3', 'options', options, 'an object', "as `s3({ bucket: 'prices', key: 'table.json' })`")
  checkRecord('s3', 'options', options, [...S3_OPTIONS, 'failover'])
  const { failover, ...first } = options
  if (failover === undefined) return source(first)
  if (!Array.isArray(failover))
    throw unexpected('s3', 'failover', 'an array of places', failover, 'as `[{ bucket }]`')
  for (const [index, place] of failover.entries()) checkRecord('s3', `failover[${index}]`, place, S3_OPTIONS)
  const others = failover.map((place) => source({ ...first, ...place }))
  return firstOf([source(first), ...others])
}

function source(options: S3Options): Fetcher {
  const resolved = resolveS3Options(options)
  const connections = openConnections(resolved)
  const { bucket, key, versionId } = resolved

  async function ask(known: Known | undefined, scope: AbortScope): Promise<Answer> {
    const answer = await exchange(connections, resolved, { stage: 'probe', known, versionId }, scope)
    if (answer.status !== 304 || isConfirmation(known, answer.headers)) return answer
    // The 304 is for a version that is not ours (RFC 9111, section 4.3.4), so all is asked for.
    answer.part.end()
    return ask(undefined, scope)
  }

  function judge(answer: Answer, { maxBytes, proof }: FetchContext, scope: AbortScope): Probe {
    if (answer.status === 304) {
      // A 304 has no body, so the connection is free again.
      answer.part.end()
      scope.end()
      return withS3Proof({ changed: false }, answer, proof, connections, resolved)
    }
    try {
      const delivered = delivery(answer, { connections, options: resolved, maxBytes, scope })
      return withS3Proof(delivered, answer, proof, connections, resolved)
    } catch (error) {
      releaseBody(answer.body, answer.part)
      throw error
    }
  }

  const probe = (known: Known | undefined, context: FetchContext): Promise<Probe> =>
    inAbortScope(context.signal, 'probe', async (scope) => judge(await ask(known, scope), context, scope))

  return {
    name: `s3://${bucket}/${key}`,
    origin: originOf(resolved),
    init: () => connections.join(),
    probe,
    close: () => connections.leave(),
  }
}

/** The bucket: those of another endpoint are others. */
const originOf = ({ bucket, connection }: ResolvedS3Options): string =>
  'endpoint' in connection && connection.endpoint !== undefined
    ? `s3://${new URL(connection.endpoint).host}/${bucket}`
    : `s3://${bucket}`
