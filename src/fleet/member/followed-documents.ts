/** The documents of a term as an instance goes by them: it reads those of which a hint says that they were written. @module */

import type { Ref } from '../../manifest/index.ts'
import { readPinOf, readRolloutOf } from '../documents.ts'
import { keys } from '../keys.ts'
import type { Rollout } from '../rollout/index.ts'
import type { FleetGround } from './ground.ts'
import { hearing } from './hearing.ts'
import type { HeldMemory } from './remembered.ts'
import { liveRef, newestRef, type SteeredTerm, stableRef } from './steered-term.ts'

export interface SeenDocuments {
  readonly rollout: Rollout | undefined
  readonly pin: Ref | undefined
}

type ReadRollout = Awaited<ReturnType<typeof readRolloutOf>>
type ReadPin = Awaited<ReturnType<typeof readPinOf>>

export interface FollowedDocuments {
  /**
   * @param key - the one that was written, where that is known
   * @returns `undefined` where the engine gives no answer
   */
  read(key?: string): Promise<ReadDocuments | undefined>
  /** Goes by what was read from now on. */
  take(read: ReadDocuments): void
  /** What to go by; `undefined`: nothing was read yet. */
  latest(): SeenDocuments | undefined
}

interface ReadDocuments {
  readonly rollout: ReadRollout
  readonly pin: ReadPin
}

export function followedDocuments(
  term: SteeredTerm,
  ground: FleetGround,
  { floor }: Pick<HeldMemory, 'floor'>,
): FollowedDocuments {
  const { name, publication } = term
  const { control, service } = ground
  const [rolloutKey, pinKey] = [keys.rollout(service, publication), keys.pin(service, publication)]
  const heard = hearing()
  let latest: SeenDocuments | undefined

  /** The rollout to go by: an engine may answer late, or be restored as it was, and what can't be read says nothing. */
  function heeded({ document, entry: { at } }: NonNullable<ReadRollout>): Rollout | undefined {
    const halted = document && heard.hear({ rollout: document, at }, proven())
    if (halted !== undefined) {
      const { id, to, why } = halted
      ground.tell({ type: 'fleet.halted', term: name, publication, seq: to.seq, rollout: id, why })
    }
    return heard.rollout()
  }

  /** No document is believed to be of so high a number, but manifests. */
  const proven = (): number =>
    Math.max(floor().seq, ...[liveRef(term), newestRef(term), stableRef(term)].map((ref) => ref?.seq ?? 0))

  return {
    latest: () => latest,
    read(key) {
      // Of a thousand instances that hear of a write, each reads one document.
      const isUnlike = (other: string) => latest === undefined || key !== other
      return ground.asked(async () => {
        const [rollout, pin] = await Promise.all([
          isUnlike(pinKey) ? readRolloutOf(control, service, publication) : undefined,
          isUnlike(rolloutKey) ? readPinOf(control, service, publication) : undefined,
        ])
        return { rollout, pin }
      })
    },
    take({ rollout, pin }) {
      // Documents stay, also those of what has ended: an engine that has none any more has lost it.
      latest = {
        rollout: rollout === undefined ? heard.rollout() : heeded(rollout),
        pin: pin?.document === undefined ? latest?.pin : pin.document.ref,
      }
    },
  }
}
