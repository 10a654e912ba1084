/** Publishes price lists: the first at once, each other one by a rollout; when that is done, it is stable. @module */

import { createHash } from 'node:crypto'
import { beginRollout } from '../../src/fleet/begin-rollout.ts'
import type { Control } from '../../src/fleet/control.ts'
import { followRollout } from '../../src/fleet/follow-rollout.ts'
import type { Ref } from '../../src/manifest/index.ts'
import { minisigner, openPlace, type Published, publishPayload, standingOf } from '../../src/publish/index.ts'
import { SERVICE, TERM } from './names.ts'
import { type PriceFault, priceList } from './prices.ts'

export interface FleetPublisher {
  /** Resolves when it is stable, or won't be. */
  publish(edition: number, rollout?: PublisherRollout): Promise<Published>
}

export interface PublisherRollout {
  readonly fault?: PriceFault
  readonly stages: readonly number[]
  readonly bakeMs: number
  readonly signal: AbortSignal
}

export interface PublisherPlaces {
  readonly folder: URL
  /** The secret key, as minisign writes it. */
  readonly secret: string
  readonly control: Control
}

export function fleetPublisher({ folder, secret, control }: PublisherPlaces): FleetPublisher {
  const place = openPlace(folder.href)
  const sign = minisigner(secret)
  const hand = { control, service: SERVICE, term: TERM, by: 'the publisher' }

  async function follow(to: Ref, from: Ref, { stages, bakeMs, signal }: PublisherRollout): Promise<boolean> {
    const begun = await beginRollout(hand, { from, to }, { stages, bake: bakeMs })
    const { state } = await followRollout(hand, begun, { signal })
    return state === 'done'
  }

  return {
    async publish(edition, rollout) {
      const bytes = priceList(edition, rollout?.fault)
      return publishPayload({
        place,
        term: TERM,
        bytes,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        facts: { mediaType: 'application/json' },
        sign,
        judged: await standingOf(place, TERM),
        signal: rollout?.signal ?? new AbortController().signal,
        ...(rollout !== undefined && {
          announce: async (to: Ref, from: Ref | undefined) => from === undefined || follow(to, from, rollout),
        }),
      })
    },
  }
}
