/** A publication on its way through a fleet: begun or taken up, followed if that is wished, and told. @module */

import { parseDuration } from '../../base/duration.ts'
import { beginRollout } from '../../fleet/begin-rollout.ts'
import { readRolloutOf } from '../../fleet/documents.ts'
import { followRollout } from '../../fleet/follow-rollout.ts'
import { type RolloutPlan, resolvePlan } from '../../fleet/plan.ts'
import type { Rollout } from '../../fleet/rollout/index.ts'
import type { Ref } from '../../manifest/index.ts'
import { isPublished, settlePublication, standingOf, type WritablePlace } from '../../publish/index.ts'
import { asUsage, CliError, usageError } from '../cli-error.ts'
import type { Call } from '../command.ts'
import { controlOf, handOf } from '../control-at.ts'
import { type Exit, exitOf } from '../exit-codes.ts'
import type { Given } from '../flags.ts'
import { flagsIn } from '../in-flags.ts'
import { rolloutProgressInWords } from './rollout-in-words.ts'

/** What a publisher does with its fleet. */
export interface PublishersFleet {
  readonly service: string
  /** Makes stable what all may have, unless it is these bytes, which their publisher settles. */
  settle(sha256: string): Promise<void>
  /** Tells the instances, and resolves with whether all of them may have it. */
  announce(to: Ref, from: Ref | undefined): Promise<boolean>
  /** The rollout, as it was seen last. */
  rollout(): Rollout | undefined
}

const SAYS_HOW = ['follow', 'stages', 'bake', 'max', 'unit', 'on-silence'] as const

/** Calls with the fleet, where one is named, and closes what was opened for it. */
export async function atFleet(
  call: Call,
  term: string,
  place: WritablePlace,
  work: (fleet: PublishersFleet | undefined) => Promise<Exit>,
): Promise<Exit> {
  const { given } = call
  if (given.text('control') === undefined) {
    const told = SAYS_HOW.find((name) =>
      name === 'follow' ? given.on(name) : given.text(name) !== undefined,
    )
    if (told === undefined) return work(undefined)
    throw usageError(`\`${given.called(told)}\` is of a rollout, which needs \`--control\` and \`--service\``)
  }
  const service = given.text('service')
  if (service === undefined) throw usageError('`--service` is missing: the name of the service')
  const plan = planOf(given)
  const control = await controlOf(given)
  try {
    return await work(fleetOf(call, handOf(given, control, service, term), place, plan))
  } finally {
    await control.close()
  }
}

function fleetOf(
  { given, terminal, signal }: Call,
  hand: ReturnType<typeof handOf>,
  place: WritablePlace,
  plan: RolloutPlan,
): PublishersFleet {
  const { control, service, term } = hand
  let rollout: Rollout | undefined

  /** What an engine says is signed by nobody: what was never put there keeps nobody from publishing. */
  async function isThere(to: Ref): Promise<boolean> {
    if (await isPublished(place, term, to)) return true
    terminal.say(
      `${term}: ${service} has a rollout of publication ${to.seq}, of which ${place.name} knows nothing: it is passed over`,
    )
    return false
  }

  async function announce(to: Ref, from: Ref | undefined): Promise<boolean> {
    if (from === undefined) {
      terminal.say('nothing was stable before, to which a fleet could go back: all may have it')
      return true
    }
    rollout = await beginRollout(hand, { from, to }, plan, isThere)
    terminal.detail(`rollout: ${rollout.id}`)
    if (given.on('follow'))
      rollout = await followRollout(hand, rollout, {
        signal,
        hear(progress) {
          if (terminal.isJson) terminal.json({ term, service, ...progress }).catch(() => {})
          else terminal.say(rolloutProgressInWords(progress))
        },
      })
    const { state, why } = rollout
    if (state === 'superseded') throw new CliError('refused', `${term}: publication ${to.seq} was ${why}`)
    return state === 'done'
  }

  return {
    service,
    rollout: () => rollout,
    async settle(sha256) {
      const { to, state } = (await readRolloutOf(control, service, term))?.document ?? {}
      if (to === undefined || state !== 'done' || to.sha256 === sha256) return
      // What is stable may have followed long ago, and the other been taken away.
      const { stable } = await standingOf(place, term)
      if ((stable?.manifest.seq ?? 0) >= to.seq || !(await isThere(to))) return
      if (await settlePublication(place, term, to))
        terminal.say(`${term}: publication ${to.seq} was rolled out to all of ${service}, and is stable now`)
    },
    async announce(to, from) {
      try {
        return await announce(to, from)
      } catch (thrown) {
        terminal.say(`${term}: ${leftBehind(to.seq, thrown, signal)}`)
        throw thrown
      }
    },
  }
}

/** What there is to go on with, after a failure. */
function leftBehind(seq: number, thrown: unknown, { aborted }: AbortSignal): string {
  // Numbers only go forward: who was overtaken is taken up no more.
  const isOvertaken = exitOf(thrown) === 'refused'
  if (isOvertaken) return 'the same command publishes these bytes anew, under a new number'
  return `${aborted ? 'the rollout goes on' : `publication ${seq} is a candidate`}; the same command takes it up`
}

function planOf(given: Given): RolloutPlan {
  const said = given.text('stages')
  const stages = said?.split(',').map((share) => Number(share.trim() || Number.NaN))
  const isGood = stages?.every((share, at) => share > (stages[at - 1] ?? 0)) && stages.at(-1) === 100
  if (stages !== undefined && !isGood)
    throw usageError(`\`${given.called('stages')}\` grows up to 100, as \`1,10,50,100\`, not \`${said}\``)
  const plan: RolloutPlan = {
    stages,
    bake: spanOf(given, 'bake'),
    max: spanOf(given, 'max'),
    unit: given.text('unit') as RolloutPlan['unit'],
    onSilence: given.text('on-silence') as RolloutPlan['onSilence'],
  }
  asUsage(() => resolvePlan('everterm', plan), flagsIn(given))
  return plan
}

function spanOf(given: Given, name: 'bake' | 'max'): number | undefined {
  const ms = given.duration(name)
  if (ms === undefined || (ms >= 1 && ms <= (parseDuration('365d') ?? 0))) return ms
  throw usageError(`\`${given.called(name)}\` is between 1 ms and a year`)
}
