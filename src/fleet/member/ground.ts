/** What all parts of a member stand on: who it is, its clock, and how it asks the engine without ever failing by that. @module */

import type { Clock } from '../../base/clock.ts'
import { plainly, toTermError } from '../../base/errors.ts'
import { fenced } from '../../base/fenced.ts'
import type { FleetEvent } from '../../events/fleet-events.ts'
import type { ServedTree } from '../../handles/reach.ts'
import type { Steward } from '../steward.ts'
import type { ResolvedFleet } from './options.ts'

type Untimed<E> = E extends FleetEvent ? Omit<E, 'at'> : never

export interface FleetGround extends ResolvedFleet {
  readonly clock: Clock
  /** Does something with the engine. What fails is told once for an outage, and is `undefined` here. */
  asked<T>(work: () => Promise<T>): Promise<T | undefined>
  tell(event: Untimed<FleetEvent>): void
  /** Whether the engine has answered what it was asked last. */
  isReachable(): boolean
  /** Something has changed that a report says. */
  changed(): void
}

export interface GroundHooks {
  changed(): void
  /** The engine answers again after an outage. */
  reached(): void
}

export function groundOf(
  fleet: ResolvedFleet,
  { clock, tell: telling }: Pick<ServedTree, 'clock' | 'tell'>,
  hooks: GroundHooks,
): FleetGround {
  /** Since when the engine hasn't answered, on the monotonic clock. */
  let silentSince: number | undefined

  function tell(event: Untimed<FleetEvent>): void {
    const { hear } = fleet
    const told = Object.freeze({ ...event, at: clock.now() }) as FleetEvent
    telling(told)
    if (hear === undefined) complain(event)
    else
      fenced(
        () => hear(told),
        () => {},
      )
  }

  return {
    ...fleet,
    clock,
    tell,
    changed: () => hooks.changed(),
    isReachable: () => silentSince === undefined,
    async asked(work) {
      try {
        const answer = await work()
        if (silentSince !== undefined) {
          tell({ type: 'fleet.reachable', outageMs: clock.monotonic() - silentSince })
          silentSince = undefined
          hooks.reached()
        }
        return answer
      } catch (thrown) {
        const error = toTermError(thrown, 'ERR_TERM_NETWORK', 'The engine of the fleet failed')
        if (silentSince === undefined) {
          silentSince = clock.monotonic()
          tell({ type: 'fleet.unreachable', code: error.code, reason: plainly(error) })
        }
        return undefined
      }
    },
  }
}

/**
 * The instance as one who decides.
 *
 * @param termOf - the name here of a term that reads a publication
 */
export const stewardOf = (
  { control, service, instance, tell }: FleetGround,
  termOf: (publication: string) => string,
): Steward => ({
  control,
  service,
  actor: instance,
  decided({ term: publication, id, state, stage, stages, why }) {
    const share = stages[stage] ?? 100
    const term = termOf(publication)
    tell({ type: 'fleet.decided', term, publication, rollout: id, state, share, why })
  },
})

/** What is told where nobody hears. */
function complain(event: Untimed<FleetEvent>): void {
  if (event.type !== 'fleet.unreachable') return
  const message = `everterm: the fleet can't be reached, and terms follow what is stable: ${event.reason}`
  process.emitWarning(message, { type: 'EvertermWarning', code: 'EVERTERM_FLEET' })
}
