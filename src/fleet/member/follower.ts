/** Has a term hold what the documents of its fleet say: looks at them, tries what it is let try, and goes back. @module */

import type { FleetTermReading } from '../../events/fleet-reading.ts'
import type { Ref } from '../../manifest/index.ts'
import { type HelmOrder, readKnownEdition } from '../../published/index.ts'
import type { TermReport } from '../reports.ts'
import { fallbackOf, isOvertaken, isSameRef, type Rollout } from '../rollout/index.ts'
import { ballotIn } from './ballot.ts'
import { letIn } from './conclusion.ts'
import { followedDocuments, type SeenDocuments } from './followed-documents.ts'
import { type Following, newsOf, refuse } from './following.ts'
import type { FleetGround } from './ground.ts'
import { memoryOf } from './memory.ts'
import { rememberedOf } from './remembered.ts'
import { slotMs } from './slot.ts'
import { attempt, canWait, goTo, liveRef, newestRef, type SteeredTerm, stableRef } from './steered-term.ts'
import { termReport } from './term-report.ts'
import { tryOut } from './trial.ts'
import type { Urn } from './urn.ts'
import { isHolding, type WantedEdition, wantedBy } from './wanted-edition.ts'

/** An engine that gave no answer when it had given a hint is asked once more, after this time or twice as long. */
const AGAIN_MS = 500

export interface Follower {
  readonly term: SteeredTerm
  /** The rollout as it was last seen. */
  rollout(): Rollout | undefined
  /** Looks at the documents, or at the one that lies at the key, and does as they say. It never rejects. */
  look(key?: string): Promise<void>
  /** Says again what an engine may have lost. */
  sayAgain(): Promise<void>
  /** Somebody says that the service isn't well with what is being rolled out. */
  ail(reason: string): Promise<void>
  report(): TermReport
  /** The rollout, unless somebody has published past it, and whether it doesn't hold what the documents want of it. */
  standing(): Omit<FleetTermReading, 'term'>
  /** Whether it has what is being rolled out, and said that all is well. */
  isWatching(): Rollout | undefined
  /** @param goesOn - whether the term does, by what is stable */
  leave(goesOn: boolean): Promise<void>
}

/** @param urn - where the votes go of all terms of this publication */
export async function follower(term: SteeredTerm, urn: Urn, ground: FleetGround): Promise<Follower> {
  const { name, publication, helm } = term
  const { memory, died } = await memoryOf(name, ground)
  const remembered = await rememberedOf(name, ground)
  const ballot = ballotIn(urn, { name, publication }, ground)
  const documents = followedDocuments(term, ground, remembered)
  let seen: SeenDocuments | undefined
  let ordered: HelmOrder | undefined = lastWord()
  let acting: Promise<void> | undefined
  let isToActAgain = false
  let hasLeft = false
  const news = newsOf()
  helm.order = () => ordered
  helm.floor = remembered.floor

  /** What the fleet said to this instance before it was started anew: that holds until it can ask. */
  function lastWord(): HelmOrder | undefined {
    const last = remembered.order(liveRef(term))
    if (last === undefined) return undefined
    const { ref, orLater, rollout } = last
    return rollout !== undefined && memory.refusal(rollout, ref.sha256) !== undefined
      ? undefined
      : { ref, orLater }
  }

  function wanted(): WantedEdition | undefined {
    if (hasLeft) return undefined
    if (seen !== undefined) return wantedBy(seen, term, memory, ground)
    const last = lastWord()
    return last && { ...last, trial: undefined }
  }

  const isSettled = (want: WantedEdition, live = newestRef(term)): boolean => isHolding(live, want, seen)

  const following: Following = {
    term,
    ground,
    ballot,
    memory,
    wanted,
    order(order) {
      ordered = order
    },
    again() {
      isToActAgain = true
    },
    news: news.next,
    slot: (rollout) => following.after(slotMs(rollout, term.keeper.cell.live()?.edition.bytes, ground)),
    async after(ms) {
      if (ms > 0) await new Promise<void>((resolve) => void ground.clock.setTimeout(resolve, ms))
    },
  }

  async function act(): Promise<void> {
    const want = wanted()
    if (want === undefined) {
      ordered = undefined
      return
    }
    const { trial, ahead, aside } = want
    if (trial !== undefined && !isSettled(want))
      return (await letIn(following, trial)) ? undefined : tryOut(following, trial)
    await keepTo(want)
    if (aside !== undefined && ballot.last(aside.id)?.vote !== 'pinned') await say(aside, 'pinned')
    if (ahead !== undefined && ballot.last(ahead.id)?.vote !== 'ready') await getReady(ahead)
  }

  /** Who can't hold anything behind what is live tries it with the stage, and nobody waits for that. */
  async function getReady(rollout: Rollout): Promise<void> {
    if (canWait(term)) return tryOut(following, rollout)
    await say(rollout, 'ready')
  }

  async function say({ id }: Rollout, vote: 'ready' | 'ok' | 'pinned'): Promise<void> {
    await ballot.cast(id, { vote })
    ground.changed()
  }

  async function keepTo(want: WantedEdition): Promise<void> {
    const { trial, ref, orLater } = want
    const isNews = ordered !== undefined && !isSameRef(ordered.ref, ref)
    ordered = { ref, orLater, ...(trial && { isTrial: true }) }
    if (isSettled(want)) {
      if (isNews) askAnew()
      // The same bytes may have come under another number.
      const isHere = newestRef(term)?.sha256 === ref.sha256
      // It is here already, as after a restart.
      if (trial !== undefined && isHere && ballot.last(trial.id)?.vote !== 'ok') await say(trial, 'ok')
      return
    }
    if (goBackTo(ref)) return askAnew()
    // What has halted is let go of at once, though what somebody has made stable meanwhile has to be downloaded.
    const { rollout } = seen ?? {}
    if (rollout?.state === 'halted' && isSameRef(newestRef(term), rollout.to)) goBackTo(rollout.from)
    await following.slot(rollout)
    await attempt(term, term.handle).catch(() => {})
  }

  /** @returns whether it is held */
  function goBackTo(ref: Ref): boolean {
    const before = liveRef(term)
    if (ref.seq < remembered.floor().minSeq || !goTo(term, ref)) return false
    if (before !== undefined && before.seq > ref.seq) tellOfReturn(ref)
    ground.changed()
    return true
  }

  /** What has failed was something else, of which nobody is to hear any more once this is confirmed. */
  function askAnew(): void {
    if (term.handle.status().lastError !== undefined) attempt(term, term.handle).catch(() => {})
  }

  const tellOfReturn = ({ seq }: Ref): void =>
    ground.tell({ type: 'fleet.went-back', term: name, publication, seq })

  /** One after the other: what is seen meanwhile is acted on after that, and heeded at once by what runs. */
  function actInTurn(): Promise<void> {
    isToActAgain = true
    acting ??= inTurn()
    return acting
  }

  async function inTurn(): Promise<void> {
    try {
      while (isToActAgain && !hasLeft) {
        isToActAgain = false
        await act()
        await remember()
      }
    } finally {
      // In the same step as the last look at what is to be done: what is seen a moment later begins anew.
      acting = undefined
    }
  }

  const knownLive = () => readKnownEdition(term.keeper.cell.live()?.edition.known)

  /** What is live is stable unless it is pinned or tried; then it is nothing to stay with, whatever its publisher says of others. */
  async function raise({ rollout, pin }: NonNullable<typeof seen>): Promise<void> {
    const known = knownLive()
    const isStable = rollout?.state === 'done' || isSameRef(known, stableRef(term))
    const isTried = isSameRef(known, rollout?.to) && !isStable
    if (known !== undefined && pin === undefined && !isTried) await remembered.raise(known)
  }

  /** What was only tried lies ahead of what is stable, which no pointer would bring: that is behind it. */
  function backToStable(rollout: Rollout): void {
    const { state, to } = rollout
    const ref = fallbackOf(rollout, stableRef(term))
    if (state === 'done' || isSameRef(ref, to) || !isSameRef(newestRef(term), to)) return
    if (goTo(term, ref)) tellOfReturn(ref)
    else helm.order = () => ({ ref, orLater: true })
  }

  /** What a next process is to know. */
  async function remember(): Promise<void> {
    if (seen === undefined) return
    const { rollout } = seen
    if (rollout?.state === 'halted') await remembered.forget(rollout.id)
    await raise(seen)
    const known = knownLive()
    if (ordered === undefined || isSameRef(ordered.ref, known))
      await remembered.keep(ordered, isSameRef(known, rollout?.to) ? rollout?.id : undefined)
  }

  async function bury(): Promise<void> {
    for (const { rollout, sha256, instance } of died) {
      const reason = 'the process died while it was made live'
      await memory.refuse({ rollout, sha256, stage: 'crash', reason })
      await ballot.cast(rollout, { vote: 'fail', stage: 'crash', reason }, instance)
    }
  }
  const buried = bury()

  return {
    term,
    rollout: () => seen?.rollout,
    async look(key) {
      await buried
      let read = await documents.read(key)
      // Something was written: the next look at all documents may be far.
      if (read === undefined && key !== undefined) {
        await following.after(AGAIN_MS * (1 + Math.random()))
        read = hasLeft ? undefined : await documents.read(key)
      }
      if (hasLeft) return
      if (read === undefined) return seen === undefined && ordered !== undefined ? actInTurn() : undefined
      documents.take(read)
      // Before somebody may go back from it.
      await raise(seen ?? { rollout: documents.latest()?.rollout, pin: undefined })
      seen = documents.latest()
      news.tell()
      await actInTurn()
    },
    sayAgain: ballot.again,
    async ail(reason) {
      const rollout = seen?.rollout
      if (rollout === undefined || !isSameRef(liveRef(term), rollout.to)) return
      if (rollout.state !== 'staged' && rollout.state !== 'paused') return
      await refuse(following, rollout, 'health', reason)
      await actInTurn()
    },
    report: () => termReport(term, seen?.rollout, ballot, ground.clock),
    standing() {
      const { rollout } = seen ?? {}
      const want = wanted()
      return {
        rollout: rollout === undefined || isOvertaken(rollout, stableRef(term)) ? undefined : rollout.state,
        behind: want !== undefined && !isSettled(want, liveRef(term)),
      }
    },
    isWatching() {
      const rollout = seen?.rollout
      if (rollout?.state !== 'staged' && rollout?.state !== 'paused') return undefined
      return ballot.last(rollout.id)?.vote === 'ok' ? rollout : undefined
    },
    async leave(goesOn) {
      hasLeft = true
      helm.order = undefined
      helm.floor = undefined
      helm.arrived = undefined
      news.tell()
      const { rollout } = seen ?? {}
      if (goesOn && rollout !== undefined) backToStable(rollout)
      const said = rollout && ballot.last(rollout.id)?.vote
      if (rollout !== undefined && (said === 'trying' || said === 'ready')) {
        await memory.tried()
        await ballot.cast(rollout.id, { vote: 'left' })
      }
      await ballot.withdraw()
    },
  }
}
