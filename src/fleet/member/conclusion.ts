/** What follows when an instance has been let in: what is rolled out goes live, and it says how the service is with it. @module */

import type { Rollout } from '../rollout/index.ts'
import { type Following, isLetIn, refuse, unlessCalledOff } from './following.ts'
import { ailment } from './health.ts'
import { speakMs } from './slot.ts'
import { goTo, isHeld } from './steered-term.ts'

/**
 * Makes live what was found good before the stage began, and waits behind what is live: that takes no network, and nothing is
 * decoded for it.
 *
 * @returns whether there was such a thing
 */
export async function letIn(following: Following, rollout: Rollout): Promise<boolean> {
  const { term, ballot, memory, ground } = following
  const { id, to } = rollout
  if (ballot.last(id)?.vote !== 'ready' || !isHeld(term, to)) return false
  // A process that dies of it is known by this.
  await memory.trying(id, to)
  if (isLetIn(following, rollout) && goTo(term, to)) {
    following.order({ ref: to, orLater: true, isTrial: true })
    await conclude(following, rollout).catch(() => {})
  } else following.again()
  await memory.tried()
  ground.changed()
  return true
}

/** It is live: asks how the service is, and says so. */
export async function conclude(following: Following, rollout: Rollout): Promise<void> {
  const { term, ballot, ground } = following
  const { id, to } = rollout
  const isStill = () => isLetIn(following, rollout)
  // A listener that ends the process with it has had its turn.
  await new Promise((resolve) => setImmediate(resolve))
  const { name, publication } = term
  ground.tell({ type: 'fleet.activated', term: name, publication, seq: to.seq, rollout: id })
  // Who goes back waits for no answer.
  const asked = ailment(ground, term).then((reason) => ({ reason }))
  const answer = await unlessCalledOff(following, isStill, asked)
  if (answer === undefined) return following.again()
  if (answer.reason !== undefined) {
    await refuse(following, rollout, 'health', answer.reason)
    return following.again()
  }
  // The stage bakes meanwhile; those who are to switch come first.
  await unlessCalledOff(following, isStill, following.after(speakMs(rollout)))
  if (!isStill()) return following.again()
  await ballot.cast(id, { vote: 'ok' })
}
