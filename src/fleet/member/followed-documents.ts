/** The documents of a term as an instance goes by them: it reads those of which a hint says that they were written. @module */

import type { Ref } from '../../manifest/index.ts'
import { readPinOf, readRolloutOf } from '../documents.ts'
import { keys } from '../keys.ts'
import { laterOf, type Rollout, type SeenRollout } from '../rollout/index.ts'
import type { FleetGround } from './ground.ts'
import type { SteeredTerm } from './steered-term.ts'

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
  { name, publication }: SteeredTerm,
  ground: FleetGround,
): FollowedDocuments {
  const { control, service } = ground
  const [rolloutKey, pinKey] = [keys.rollout(service, publication), keys.pin(service, publication)]
  let heard: SeenRollout | undefined
  let latest: SeenDocuments | undefined

  /** The rollout to go by: an engine may answer late, or be restored as it was, and what can't be read says nothing. */
  function heeded({ document, entry: { at } }: NonNullable<ReadRollout>): Rollout | undefined {
    const before = heard?.rollout
    if (document !== undefined) heard = laterOf(heard, { rollout: document, at })
    if (
      heard?.rollout.state === 'halted' &&
      !(before?.state === 'halted' && before.id === heard.rollout.id)
    ) {
      const { id, to, why } = heard.rollout
      ground.tell({ type: 'fleet.halted', term: name, seq: to.seq, rollout: id, why })
    }
    return heard?.rollout
  }

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
        rollout: rollout === undefined ? heard?.rollout : heeded(rollout),
        pin: pin?.document === undefined ? latest?.pin : pin.document.ref,
      }
    },
  }
}
