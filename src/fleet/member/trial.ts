/** Tries what is being rolled out: it is fetched and judged behind what is live, and goes live only if that is still wanted. @module */

import { TermError } from '../../base/errors.ts'
import { fallbackOf, isOvertaken, isSameRef, type Rollout } from '../rollout/index.ts'
import { conclude } from './conclusion.ts'
import { type Following, isCalledFor, isLetIn, isWanted, refuse, unlessCalledOff } from './following.ts'
import { attempt, goTo, type Hold, holdLive, newestRef, stableRef } from './steered-term.ts'
import { verdictOf } from './verdict.ts'

/** An attempt that ran already may have asked for something else. */
const ATTEMPTS = 2

/** Whoever is called for the next stage stops before it goes live, and says that it is ready. */
export async function tryOut(following: Following, rollout: Rollout): Promise<void> {
  const { term, memory, ground } = following
  const hold = holdLive(term)
  const failure = await bring(following, rollout)
  term.helm.arrived = undefined
  await finish(following, rollout, hold, failure).catch(() => {})
  await memory.tried()
  ground.changed()
}

/** @returns why it didn't come */
async function bring(following: Following, rollout: Rollout): Promise<unknown> {
  const { term, ballot, memory } = following
  const { id, to } = rollout
  term.helm.arrived = async (ref) => {
    if (!isSameRef(ref, to)) return
    // Before it is decoded: a process that dies of it is known by this.
    await memory.trying(id, to)
    const isSaid = await ballot.cast(id, { vote: 'trying' })
    if (!isSaid || !isWanted(following, rollout))
      throw new TermError('ERR_TERM_ABORTED', 'the fleet does not let it be tried any more', {
        stage: 'download',
      })
  }
  // The slot of who is called ends with the beginning of the stage.
  const wasLetIn = isLetIn(following, rollout)
  const isStill = () => isWanted(following, rollout) && isLetIn(following, rollout) === wasLetIn
  await unlessCalledOff(following, isStill, following.slot(rollout))
  if (!isWanted(following, rollout)) return undefined
  following.order({ ref: to, orLater: true, isTrial: true })
  try {
    for (let tries = 0; tries < ATTEMPTS && newestRef(term)?.sha256 !== to.sha256; tries++) {
      if (isOvertaken(rollout, stableRef(term))) return undefined
      await attempt(term, term.handle)
    }
    return undefined
  } catch (thrown) {
    return thrown
  }
}

async function finish(following: Following, rollout: Rollout, hold: Hold, failure: unknown): Promise<void> {
  const { term, ballot } = following
  const { id, to } = rollout
  const verdict = verdictOf(failure)
  const isHere = newestRef(term)?.sha256 === to.sha256
  if (isHere && isLetIn(following, rollout)) {
    hold.release()
    return conclude(following, rollout)
  }
  const stable = stableRef(term)
  const isPast = isOvertaken(rollout, stable)
  if (isPast && isSameRef(newestRef(term), stable)) hold.release()
  else hold.back()
  // What is stable is asked for again, and what was there before.
  const fallback = fallbackOf(rollout, stable)
  following.order({ ref: fallback, orLater: true })
  if (isHere && isCalledFor(following, rollout)) {
    // Somebody may have pinned something meanwhile, and lets go of it before the stage begins.
    if (isSameRef(newestRef(term), to)) goTo(term, fallback)
    await ballot.cast(id, { vote: 'ready' })
    return
  }
  if (isPast) following.again()
  // What has failed may have been the later one.
  else if (verdict !== undefined && !isHere) return refuse(following, rollout, 'gate', verdict)
  // Somebody has pinned another version meanwhile, or it isn't wanted any more.
  const vote = following.wanted()?.aside?.id === id ? 'pinned' : 'left'
  if (ballot.last(id)?.vote === 'trying') await ballot.cast(id, { vote })
}
