/** Does `everterm fleet`: shows what a fleet reports, and does to it what somebody says. @module */

import { checkName } from '../../base/checks.ts'
import { didYouMean } from '../../base/did-you-mean.ts'
import { type ByHand, pinFleet, ROLLOUT_ACTIONS, type RolloutAction } from '../../fleet/by-hand.ts'
import type { Control } from '../../fleet/control.ts'
import { readPinOf, readRolloutOf } from '../../fleet/documents.ts'
import { countRefusals, refNumbered } from '../../fleet/known-refs.ts'
import { type FleetOverview, fleetOverview, type TermOverview } from '../../fleet/overview.ts'
import { termsKnown } from '../../fleet/terms-known.ts'
import { asUsage, CliError, usageError } from '../cli-error.ts'
import type { Call, RunCommand } from '../command.ts'
import { controlOf, handOf } from '../control-at.ts'
import type { Exit } from '../exit-codes.ts'
import type { Given } from '../flags.ts'
import { flagsIn } from '../in-flags.ts'
import { atPlace } from '../place-flags.ts'
import { doToRollout } from './deed.ts'
import { overviewInWords, type StableNumbers } from './overview-in-words.ts'

const ACTIONS = ['status', ...ROLLOUT_ACTIONS, 'pin', 'unpin', 'settle'] as const

export const runFleet: RunCommand = async (call) => {
  const { operands, given } = call
  const [action = '', term, number] = operands
  const service = given.text('service')
  if (!ACTIONS.some((one) => one === action)) {
    const near = didYouMean(action, ACTIONS)
    throw usageError(
      `there is no \`everterm fleet ${action}\`${near === undefined ? '' : `; ${near}`}`,
      `there are ${ACTIONS.join(', ')}`,
    )
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
  if (term !== undefined) asUsage(() => checkName('everterm fleet', 'term', term), flagsIn(given))
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
  const [only] = overview.terms
  if (term !== undefined && only !== undefined && isUnknown(only))
    throw await unknownTerm(control, overview, term)
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

const isUnknown = ({ held, pin, rollout }: TermOverview): boolean =>
  held.length === 0 && pin === undefined && rollout === undefined

async function unknownTerm(
  control: Control,
  { service, reports }: FleetOverview,
  term: string,
): Promise<CliError> {
  const known = await termsKnown(control, service, reports)
  const near = didYouMean(term, known) ?? (known.length > 0 ? `it has ${known.join(', ')}` : undefined)
  return new CliError(
    'denied',
    `${service} has no \`${term}\`: nobody reports it, and it has neither a rollout nor a pin`,
    near,
  )
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
    const was = (await readPinOf(control, service, term))?.document?.ref
    if (ref === undefined && was === undefined) {
      if (terminal.isJson) await terminal.json({ term, action, isNew: false })
      else await terminal.line(`${term}: nothing to do, it is not pinned in ${service}`)
      return 'ok' as const
    }
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
  return doToRollout(terminal, hand, action as RolloutAction)
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
