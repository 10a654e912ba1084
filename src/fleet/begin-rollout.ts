/** Begins the rollout of a publication, once for each number: who comes again takes up the one that there is. @module */

import { randomBytes } from 'node:crypto'
import { TermError } from '../base/errors.ts'
import type { Ref } from '../manifest/index.ts'
import { noteChange, readAudit, SUPERSEDE } from './audit.ts'
import type { ByHand } from './by-hand.ts'
import { checkHand } from './check-hand.ts'
import type { ControlEntry } from './control.ts'
import { type ReadDocument, readRolloutOf, swapRollout } from './documents.ts'
import { keys } from './keys.ts'
import { checkSpan, type ResolvedPlan, type RolloutPlan, type RolloutSpan, resolvePlan } from './plan.ts'
import { presentOf, stayingOf } from './reports.ts'
import { cutFor, isSameRef, type Rollout, readRollout, superseded, writeRollout } from './rollout/index.ts'
import { swapped } from './swapped.ts'

const OF = 'beginRollout'

/**
 * Begins a rollout. One of the same publication is taken up as it is, so that a publisher who died may be started again; one of
 * an earlier publication that is under way is superseded, in the same swap, so that no canary goes back in between.
 *
 * @param isPublished - whether there is such a publication, as the store knows: what an engine says of a later one is signed by
 * nobody, and whoever has a password of it could hold up all publishers by that. Absent: the engine is believed
 * @throws TermError `ERR_TERM_OUTDATED` where the fleet has a later publication, or all of it have one that is not `from`
 * @throws TypeError on a wrong plan
 */
export async function beginRollout(
  hand: ByHand,
  span: RolloutSpan,
  plan: RolloutPlan = {},
  isPublished: (ref: Ref) => Promise<boolean> = async () => true,
): Promise<Rollout> {
  checkHand(OF, hand)
  checkSpan(OF, span)
  const resolved = resolvePlan(OF, plan)
  const { control, service, term } = hand
  const { value } = await swapped(term, async () => {
    const read = await readRolloutOf(control, service, term)
    const there = read?.document
    if (there !== undefined && isSameRef(there.to, span.to)) return takeUp(hand, there, read?.entry)
    const why = whyNot(term, there, span)
    if (why !== undefined && there !== undefined && (await isPublished(there.to)))
      throw new TermError('ERR_TERM_OUTDATED', `[${term}] ${why}`, { term })
    return begin(hand, await rolloutOf(hand, span, resolved, there), read)
  })
  return readRollout(value, term) as Rollout
}

async function rolloutOf(
  { control, service, term, by }: ByHand,
  { from, to }: RolloutSpan,
  plan: ResolvedPlan,
  there: Rollout | undefined,
): Promise<Rollout> {
  const staying = await stayingOf(control, service)
  const id = `${to.seq}-${randomBytes(4).toString('hex')}`
  const { stages, unit } = plan
  const supersedes =
    there !== undefined && superseded(there, id) !== undefined ? { supersedes: there.id } : {}
  const base = { schema: 1, id, term, from: refOf(from), to: refOf(to), ...plan, stage: 0 } as const
  return {
    ...base,
    ...cutFor({ id, unit, stages }, 0, presentOf(staying, term)),
    state: 'staged',
    ...supersedes,
    by,
  }
}

const refOf = ({ seq, sha256 }: Ref): Ref => ({ seq, sha256 })

async function begin(
  hand: ByHand,
  rollout: Rollout,
  read: ReadDocument<Rollout | undefined> | undefined,
): Promise<ControlEntry | undefined> {
  const { control, service, term, by, why } = hand
  const written = await swapRollout({ ...hand, actor: by, action: 'begin', entry: read?.entry }, rollout)
  const ended = read?.document && superseded(read.document, `${rollout.id} of ${by}`)
  if (written === undefined || ended === undefined) return written
  const { revision: after, at } = written
  const note = { term, document: 'rollout', actor: by, action: SUPERSEDE, why, at } as const
  await noteChange(control, service, {
    ...note,
    before: read?.entry.revision,
    after,
    value: writeRollout(ended),
  })
  return written
}

/** Somebody who died right after the swap has noted nothing. */
async function takeUp(
  { control, service, term, by, why }: ByHand,
  { stage, state }: Rollout,
  entry: ControlEntry | undefined,
): Promise<ControlEntry | undefined> {
  if (entry === undefined || stage > 0 || state !== 'staged') return entry
  const audit = readAudit(await control.list('audit', keys.topic(service, term)))
  const { revision: after, at, value } = entry
  if (!audit.some((one) => one.after === after))
    await noteChange(control, service, {
      term,
      document: 'rollout',
      actor: by,
      action: 'begin',
      why,
      after,
      at,
      value,
    })
  return entry
}

/** Whoever goes back from it must be where all others are. @returns what is in the way, in words */
function whyNot(term: string, there: Rollout | undefined, { from, to }: RolloutSpan): string | undefined {
  if (there === undefined) return undefined
  const { seq } = there.to
  if (seq >= to.seq)
    return `the fleet has a rollout of publication ${seq}, which is no earlier one than ${to.seq}`
  if (there.state === 'done' && seq > from.seq)
    return `all of the fleet may have publication ${seq}, and stable is ${from.seq}: \`everterm fleet settle ${term}\` makes it stable`
  return undefined
}
