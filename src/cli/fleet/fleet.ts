/** Does `everterm fleet`: shows what a fleet reports, and does to it what somebody says. @module */

import { userInfo } from 'node:os'
import { didYouMean } from '../../base/did-you-mean.ts'
import {
  type ByHand,
  changeRollout,
  pinFleet,
  ROLLOUT_ACTIONS,
  type RolloutAction,
} from '../../fleet/by-hand.ts'
import type { Control } from '../../fleet/control.ts'
import { refNumbered } from '../../fleet/known-refs.ts'
import { fleetOverview } from '../../fleet/overview.ts'
import { CliError, usageError } from '../cli-error.ts'
import type { Call, RunCommand } from '../command.ts'
import { controlOf } from './control-at.ts'
import { overviewInWords } from './overview-in-words.ts'

const ACTIONS = ['status', ...ROLLOUT_ACTIONS, 'pin', 'unpin'] as const

export const runFleet: RunCommand = async (call) => {
  const { operands, given } = call
  const [action = '', term, number] = operands
  const service = given.text('service')
  if (!ACTIONS.some((one) => one === action)) {
    const near = didYouMean(action, ACTIONS)
    throw usageError(`there is no \`everterm fleet ${action}\`${near === undefined ? '' : `; ${near}`}`)
  }
  if (service === undefined) throw usageError('`--service` is missing: the name of the service')
  if (action !== 'status' && term === undefined)
    throw usageError(`say which term: \`everterm fleet ${action} <term>\``)
  if ((number !== undefined) !== (action === 'pin'))
    throw usageError(
      action === 'pin'
        ? 'say which publication: `everterm fleet pin <term> <number>`'
        : `\`${number}\` is one too many`,
    )
  const control = await controlOf(given)
  try {
    if (action === 'status') return await showStatus(call, control, service)
    const hand: ByHand = {
      control,
      service,
      term: term ?? '',
      by: given.text('by') ?? userInfo().username,
      why: given.text('why'),
    }
    return await act(call, hand, action, number)
  } finally {
    await control.close()
  }
}

async function showStatus({ operands: [, term], terminal }: Call, control: Control, service: string) {
  const overview = await fleetOverview(control, service, term)
  if (terminal.isJson) await terminal.json(overview)
  else await terminal.lines(overviewInWords(overview))
  return 'ok' as const
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
    if (terminal.isJson) await terminal.json({ term, action, ...pin })
    else
      await terminal.line(
        ref === undefined
          ? `${term} is not pinned any more`
          : `${term} is pinned to ${ref.seq} in all of ${service}`,
      )
    return 'ok' as const
  }
  const rollout = await changeRollout(hand, action as RolloutAction)
  if (terminal.isJson) await terminal.json({ action, ...rollout })
  else await terminal.line(`the rollout ${rollout.id} of ${term} is ${rollout.state}`)
  return 'ok' as const
}
