/** Joins the fleet of a service. @module */

import { noteFleetReading } from '../../events/fleet-reading.ts'
import type { Observer, TreeView } from '../../events/observer.ts'
import { type ServedTree, servedTree } from '../../handles/reach.ts'
import type { Supervision } from '../../handles/supervise.ts'
import { joinedFleetOf, noteJoined } from '../joined.ts'
import type { InstanceReport } from '../reports.ts'
import { memberOf } from './member.ts'
import { type FleetOptions, resolveFleet } from './options.ts'

export interface FleetMember extends AsyncDisposable {
  /** What tells this instance from all others. */
  readonly instance: string
  /** What it reports of itself. */
  status(): InstanceReport
  /**
   * Says that the service isn't well with what is being rolled out of a term: it goes back, and the fleet counts it.
   *
   * @param term - by its name in this process, or by that of its publication
   * @throws TypeError where the fleet steers no such term
   */
  report(term: string, reason: string): Promise<void>
  /** Leaves the fleet; terms go on by what is stable. The tree's end does it by itself. */
  leave(): Promise<void>
}

/**
 * Joins the fleet of a service: terms of `published(...)` follow its rollouts and pins, and the instance reports how it is.
 *
 * Nothing of it can harm a term: where the engine can't be reached, what is held stays, and what is stable is refreshed.
 * It resolves when the documents have been looked at, or the engine gave no answer.
 *
 * @throws TypeError on a wrong option, and where the tree is in a fleet already
 * @example
 * const tree = await supervise({ prices })
 * const member = await joinFleet(tree, { control: nats({ servers }), service: 'shop' })
 */
export async function joinFleet(tree: Supervision, options: FleetOptions): Promise<FleetMember> {
  const fleet = resolveFleet(options)
  let served: ServedTree | undefined
  let seen: TreeView | undefined
  let ended: (() => Promise<void>) | undefined
  let hear: Observer['hear'] = () => {}
  const leave = tree.observe({
    name: 'fleet',
    watch(view) {
      served = servedTree(view)
      seen = view
      return () => ended?.()
    },
    hear: (event) => hear(event),
  })
  if (served === undefined || seen === undefined)
    throw new TypeError('joinFleet: expected `tree` to be one of `supervise`')
  const other = joinedFleetOf(seen)
  if (other !== undefined) {
    leave()
    throw new TypeError(
      `joinFleet: \`tree\` is in the fleet of \`${other.service}\` already; it may join another when it has left that`,
    )
  }
  const member = memberOf(served, fleet, () => {
    for (const forget of forgets) forget()
    leave()
  })
  const { control, service, instance } = fleet
  const forgets = [
    noteJoined(seen, { control, service, instance, now: member.now }),
    noteFleetReading(seen, member.reading),
  ]
  hear = member.hear
  ended = () => member.leave(false)
  await member.begin()
  return member.handle
}
