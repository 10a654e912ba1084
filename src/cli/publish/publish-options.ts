/** What `publishPayload` is asked for, as the flags, the fleet and the readers of a term have it. @module */

import { recordDeltasOf } from '../../decode/decoder.ts'
import type { Fetcher } from '../../fetch/fetcher.ts'
import type { PublishOptions } from '../../publish/index.ts'
import type { ResolvedTerm } from '../../term/resolve-options.ts'
import type { Call } from '../command.ts'
import { trustedBy } from './readers.ts'
import type { PublishersFleet } from './rollout.ts'

type OfThePayload = Pick<PublishOptions, 'place' | 'term' | 'bytes' | 'sha256' | 'facts' | 'sign' | 'judged'>

interface Around {
  readonly fleet: PublishersFleet | undefined
  /** What those fetch by who read the term. */
  readonly readers: Fetcher | undefined
  /** By which those decode. */
  readonly deserialize: ResolvedTerm['deserialize']
}

export function publishOptionsOf(
  { given, terminal, signal }: Call,
  payload: OfThePayload,
  { fleet, readers, deserialize }: Around,
): PublishOptions {
  const { term, sign } = payload
  const announce = fleet?.announce
  const trusted = trustedBy(readers, { term, sign, signal })
  return {
    ...payload,
    ...(recordDeltasOf(deserialize) && { deserialize }),
    isUnsigned: given.on('unsigned'),
    signal,
    hear: (step) => terminal.detail(`${step}: done`),
    ...(announce && { announce }),
    ...(trusted && { trusted }),
  }
}
