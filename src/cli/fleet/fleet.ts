/** Does `everterm fleet`: shows what a fleet reports, and does to it what somebody says. @module */

import { checkName } from '../../base/checks.ts'
import { didYouMean } from '../../base/did-you-mean.ts'
import { fieldOf } from '../../base/errors.ts'
import {
  type ByHand,
  changeRollout,
  pinFleet,
  ROLLOUT_ACTIONS,
  type RolloutAction,
} from '../../fleet/by-hand.ts'
import type { Control } from '../../fleet/control.ts'
import { readRolloutOf } from '../../fleet/documents.ts'
import { countRefusals, refNumbered } from '../../fleet/known-refs.ts'
import { type FleetOverview, fleetOverview } from '../../fleet/overview.ts'
import type { Rollout } from '../../fleet/rollout/index.ts'
import { asUsage, CliError, usageError } from '../cli-error.ts'
import type { Call, RunCommand } from '../command.ts'
import { controlOf, handOf } from '../control-at.ts'
import type { Exit } from '../exit-codes.ts'
import type { Given } from '../flags.ts'
import { atPlace } from '../place-flags.ts'
import { afterHalt } from '../words/after-halt.ts'
import { overviewInWords, type StableNumbers } from './overview-in-words.ts'

const ACTIONS = ['status', ...ROLLOUT_ACTIONS, 'pin', 'unpin', 'settle'] as const

export const runFleet: RunCommand = async (call) => {
  const { operands, given } = call
  const [action = '', term, number] = operands
  const service = given.text('service')
  if (!ACTIONS.some((one) => one === action)) {
    const near = didYouMean(action, ACTIONS)
    throw usageError(`there is no \`everterm fleet ${action}\`${near === undefined ? '' : `; ${near}`}`)
  }
  if (!service) throw usageError('`--service` is missing: the name of the service')
  if (action !== 'status' && term === undefined)
    throw usageError(`say which term: \`everterm fleet ${action} <term>\``)
  if ((number !== undefined) !== (action === 'pin'))
    throw usageError(
      action === 'pin'
        ? 'say which publication: `everterm fleet pin <term> <number>`'
        : `\`${number}\` is one too many`,
    )
  if (number !== undefined && !(Number.isSafeInteger(Number(number)) && Number(number) >= 1))
    throw usageError(`the number of a publication is whole, and at least 1, not \`${number}\``)
  if (term !== undefined) asUsage(() => checkName('everterm fleet', 'term', term))
  const control = await controlOf(given)
  try {
    if (action === 'status') return await showStatus(call, control, service)
    const hand = handOf(given, control, service, term ?? '')
    if (action === 'settle') return await settle(call, hand)
    return await act(call, hand, action, number)
  } finally {
    await control.close()
  }
}

async function showStatus({ operands: [, term], given, terminal }: Call, control: Control, service: string) {
  const overview = await fleetOverview(control, service, term)
  const stable = given.text('to') === undefined ? undefined : await stableOf(given, overview)
  const remarks = (await control.remarks?.()) ?? []
  if (terminal.isJson)
    await terminal.json({ ...overview, ...(stable && { stable: Object.fromEntries(stable) }), remarks })
  else {
    await terminal.lines(overviewInWords(overview, stable))
    for (const remark of remarks) terminal.say(`${control.name}: ${remark}`)
  }
  return 'ok' as const
}

/** The numbers of what is stable in the place. */
async function stableOf(given: Given, { terms }: FleetOverview): Promise<StableNumbers> {
  const { standingOf } = await import('../../publish/index.ts')
  const numbers = new Map<string, number | undefined>()
  await atPlace(given, async (place) => {
    for (const { term } of terms) numbers.set(term, (await standingOf(place, term)).stable?.manifest.seq)
    return 'ok'
  })
  return numbers
}

async function act({ terminal }: Call, hand: ByHand, action: string, number: string | undefined) {
  const { control, service, term } = hand
  if (action === 'pin' || action === 'unpin') {
    const ref = number === undefined ? undefined : await refNumbered(control, service, term, Number(number))
    if (number !== undefined && ref === undefined)
      throw new CliError(
        'denied',
        `no rollout of \`${term}\` in the last 90 days had a publication ${number}`,
      )
    const pin = await pinFleet(hand, ref)
    const refused = ref === undefined ? 0 : await countRefusals(control, service, term, ref)
    if (terminal.isJson) await terminal.json({ term, action, ...pin, ...(ref && { refused }) })
    else
      await terminal.line(
        ref === undefined
          ? `${term} is not pinned any more`
          : `${term} is pinned to ${ref.seq} in all of ${service}`,
      )
    if (refused > 0)
      terminal.say(
        `${refused} ${refused === 1 ? 'instance has' : 'instances have'} refused it in a rollout, and may do so again`,
      )
    return 'ok' as const
  }
  const rollout = await changeRollout(hand, action as RolloutAction).catch((thrown: unknown) =>
    tooLate(hand, action, thrown),
  )
  if (terminal.isJson) await terminal.json({ action, ...rollout })
  else await terminal.line(`the rollout ${rollout.id} of ${term} is ${rollout.state}`)
  return 'ok' as const
}

/** A rollout that has ended is there, and refuses: what helps then depends on how it ended. */
async function tooLate({ control, service, term }: ByHand, action: string, thrown: unknown): Promise<never> {
  if (fieldOf(thrown, 'code') !== 'ERR_TERM_VERSION') throw thrown
  const rollout = (await readRolloutOf(control, service, term))?.document
  if (rollout === undefined) throw thrown
  const { state, to } = rollout
  const what = `the rollout of publication ${to.seq} of \`${term}\` is ${state}, which nobody can ${action}`
  throw new CliError('refused', what, AFTER[state]?.(rollout), 'ERR_TERM_VERSION')
}

const AFTER: Partial<Record<Rollout['state'], (rollout: Rollout) => string>> = {
  done: ({ term, from }) =>
    `to go back: \`everterm rollback ${term} --to <place>\` for all who read there, or \`everterm fleet pin ${term} ${from.seq}\` for this fleet`,
  halted: afterHalt,
}

/** Makes stable what all of the fleet may have, where no publisher was there any more to do it. */
function settle({ given, terminal }: Call, { control, service, term }: ByHand): Promise<Exit> {
  return atPlace(given, async (place) => {
    const rollout = (await readRolloutOf(control, service, term))?.document
    if (rollout?.state !== 'done') {
      const what = rollout === undefined ? 'no rollout' : `a rollout that is ${rollout.state}`
      throw new CliError('denied', `${service} has ${what} of \`${term}\`: there is nothing to make stable`)
    }
    const { settlePublication, standingOf } = await import('../../publish/index.ts')
    const isNew = await settlePublication(place, term, rollout.to)
    const done = rollout.to.seq
    const seq = isNew ? done : ((await standingOf(place, term)).stable?.manifest.seq ?? done)
    const later = seq > done ? `, later than ${done}, which was rolled out` : ''
    if (terminal.isJson) await terminal.json({ term, action: 'settle', seq, place: place.name, isNew })
    else await terminal.line(`${term}: ${isNew ? '' : 'nothing to do, '}publication ${seq} is stable${later}`)
    return 'ok'
  })
}
