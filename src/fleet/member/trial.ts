/** Tries what is being rolled out: it is fetched and judged behind what is live, and goes live only if that is still wanted. @module */

import { TermError } from '../../base/errors.ts'
import { fallbackOf, isOvertaken, isSameRef, type Rollout } from '../rollout/index.ts'
import { type Following, refuse } from './following.ts'
import { ailment } from './health.ts'
import { attempt, type Hold, holdLive, newestRef, stableRef } from './steered-term.ts'
import { verdictOf } from './verdict.ts'

/** An attempt that ran already may have asked for something else. */
const ATTEMPTS = 2

export async function tryOut(following: Following, rollout: Rollout): Promise<void> {
  const { term, memory, ground } = following
  const hold = holdLive(term)
  const failure = await bring(following, rollout)
  term.helm.arrived = undefined
  await finish(following, rollout, hold, failure).catch(() => {})
  await memory.tried()
  ground.changed()
}

const isWanted = ({ wanted }: Following, { id }: Rollout): boolean => wanted()?.trial?.id === id

/** @returns why it didn't come */
async function bring(following: Following, rollout: Rollout): Promise<unknown> {
  const { term, ballot, memory, ground } = following
  const { id, to } = rollout
  term.helm.arrived = async (ref) => {
    if (!isSameRef(ref, to)) return
    // Before it is decoded: a process that dies of it is known by this.
    await memory.trying(id, to)
    const isSaid = await ground.asked(async () => ballot.cast(id, { vote: 'trying' }).then(() => true))
    if (isSaid !== true || !isWanted(following, rollout))
      throw new TermError('ERR_TERM_ABORTED', 'the fleet does not let it be tried any more', {
        stage: 'download',
      })
  }
  await following.slot(rollout)
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

/** How the service is; `undefined` where the rollout has ended before that was said: who goes back waits for no answer. */
async function wellness(
  following: Following,
  rollout: Rollout,
): Promise<{ readonly reason: string | undefined } | undefined> {
  const asked = ailment(following.ground, following.term).then((reason) => ({ reason }))
  for (;;) {
    const answer = await Promise.race([asked, following.news()])
    if (answer !== undefined) return answer
    if (!isWanted(following, rollout)) return undefined
  }
}

async function finish(following: Following, rollout: Rollout, hold: Hold, failure: unknown): Promise<void> {
  const { term, ballot, ground } = following
  const { id, to } = rollout
  const verdict = verdictOf(failure)
  const isHere = newestRef(term)?.sha256 === to.sha256
  if (isHere && isWanted(following, rollout)) {
    hold.release()
    // A listener that ends the process with it has had its turn.
    await new Promise((resolve) => setImmediate(resolve))
    ground.tell({ type: 'fleet.activated', term: term.name, seq: to.seq, rollout: id })
    const answer = await wellness(following, rollout)
    if (answer === undefined) return following.again()
    const { reason } = answer
    if (reason !== undefined) {
      await refuse(following, rollout, 'health', reason)
      return following.again()
    }
    await ground.asked(() => ballot.cast(id, { vote: 'ok' }))
    return
  }
  const stable = stableRef(term)
  const isPast = isOvertaken(rollout, stable)
  if (isPast && isSameRef(newestRef(term), stable)) hold.release()
  else hold.back()
  // What is stable is asked for again, and what was there before.
  following.order({ ref: fallbackOf(rollout, stable), orLater: true })
  if (isPast) following.again()
  // What has failed may have been the later one.
  else if (verdict !== undefined && !isHere) return refuse(following, rollout, 'gate', verdict)
  if (ballot.last(id)?.vote === 'trying') await ground.asked(() => ballot.cast(id, { vote: 'left' }))
}
