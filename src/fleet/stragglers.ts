/** Who doesn't hold what it should, and since when: each instance is asked for by the rule by which it decides itself. @module */

import type { Ref } from '../manifest/index.ts'
import type { DocumentsSince } from './course.ts'
import type { LiveReport, TermReport } from './reports.ts'
import { isSameRef, type Rollout, rankOf, target, unitOf, type Vote } from './rollout/index.ts'
import type { TermSight } from './sight.ts'

export interface Straggler {
  readonly instance: string
  readonly host: string
  /** The number of what it holds; `undefined`: nothing. */
  readonly held: number | undefined
  readonly wanted: number
  /** Since when the documents want that of it, by the engine's clock. */
  readonly since: number
  /** Why, in a word: the code of its error, that it is trying, or that somebody has pinned another version on it alone. */
  readonly why: string | undefined
}

/** Those who have been behind for the longest come first. */
export function stragglersOf(
  { term, reports, rollout, pin, votes }: TermSight,
  over: readonly DocumentsSince[],
): readonly Straggler[] {
  const said = new Map(votes.map((vote) => [vote.instance, vote]))
  const now: DocumentsSince = {
    at: Math.max(rollout?.entry.at ?? 0, pin?.entry.at ?? 0),
    rollout: rollout?.document,
    pin: pin?.document?.ref,
  }
  const behind = reports.flatMap((report) => {
    const one = report.terms[term] as TermReport
    const who: Asked = { held: one, rank: ranksOf(report), vote: said.get(report.instance) }
    const want = wantOf(now, who)
    if (want === undefined || isSettled(want, one, now)) return []
    const { instance, host } = report
    const since = sinceWhen(over, now, (then) => isSameRef(wantOf(then, who), want))
    return [{ instance, host, held: one.seq, wanted: want.seq, since, why: whyBehind(one) }]
  })
  return behind.toSorted((one, other) => one.since - other.since)
}

/** An instance, as the rule asks for it. */
interface Asked {
  readonly held: TermReport
  readonly vote: Vote | undefined
  rank(rollout: Rollout): number
}

/** A rank takes a hash, and is the same in all documents of a rollout. */
function ranksOf(place: LiveReport): Asked['rank'] {
  let last: { readonly id: string; readonly rank: number } | undefined
  return ({ id, unit }) => {
    if (last?.id !== id) last = { id, rank: rankOf(unitOf(unit, place), id) }
    return last.rank
  }
}

/** What the instance should hold by those documents; `undefined`: what the pointer of the store says, which nobody here knows. */
function wantOf({ rollout, pin }: DocumentsSince, { held, vote, rank }: Asked): Ref | undefined {
  const refused = vote?.vote === 'fail' ? { stage: vote.stage } : undefined
  return target(rollout, pin, rollout === undefined ? 0 : rank(rollout), heldRef(held, rollout), refused)
}

/** Reports tell the beginning of a digest. */
const isHeld = ({ seq, sha256 }: Ref, held: TermReport): boolean =>
  held.seq === seq && held.sha8 === sha256.slice(0, 8)

const heldRef = (held: TermReport, rollout: Rollout | undefined): Ref | undefined =>
  [rollout?.to, rollout?.from].find((ref) => ref !== undefined && isHeld(ref, held))

/** Whoever goes by what is stable may be ahead of it, but with what is being rolled out. */
function isSettled(want: Ref, held: TermReport, { rollout, pin }: DocumentsSince): boolean {
  if (held.sha8 === want.sha256.slice(0, 8)) return true
  if (pin !== undefined) return false
  return (held.seq ?? 0) > want.seq && !(rollout !== undefined && isHeld(rollout.to, held))
}

/** From when on all documents have wanted the same as they do now. */
function sinceWhen(
  over: readonly DocumentsSince[],
  now: DocumentsSince,
  wantsIt: (then: DocumentsSince) => boolean,
): number {
  let since = now.at
  for (const then of over.toReversed()) {
    // What was long before is no news, and asking takes a hash each time.
    if (then.rollout?.id !== now.rollout?.id || !wantsIt(then)) break
    since = Math.min(since, then.at)
  }
  return since
}

const whyBehind = ({ error, vote, pinned }: TermReport): string | undefined =>
  pinned === undefined ? (error ?? (vote === 'trying' ? 'trying' : undefined)) : `pinned to ${pinned} by hand`
