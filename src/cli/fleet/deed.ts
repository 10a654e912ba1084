/** Does to a rollout what somebody says, and tells what came of it. @module */

import { fieldOf } from '../../base/errors.ts'
import { type ByHand, changeRollout, type RolloutAction } from '../../fleet/by-hand.ts'
import { readRolloutOf } from '../../fleet/documents.ts'
import type { Rollout } from '../../fleet/rollout/index.ts'
import { CliError } from '../cli-error.ts'
import type { Exit } from '../exit-codes.ts'
import type { Terminal } from '../terminal.ts'
import { afterHalt } from '../words/after-halt.ts'

export async function doToRollout(terminal: Terminal, hand: ByHand, action: RolloutAction): Promise<Exit> {
  try {
    const rollout = await changeRollout(hand, action)
    return await tell(terminal, action, rollout, true)
  } catch (thrown) {
    if (fieldOf(thrown, 'code') !== 'ERR_TERM_VERSION') throw thrown
    const { control, service, term } = hand
    const rollout = (await readRolloutOf(control, service, term))?.document
    if (rollout === undefined) throw thrown
    if (rollout.state !== WANTED[action]) throw tooLate(rollout, action)
    return tell(terminal, action, rollout, false)
  }
}

/** The state that is wanted: where the rollout has it, there is nothing to do, and nothing has gone wrong. */
const WANTED: Readonly<Record<RolloutAction, Rollout['state']>> = {
  pause: 'paused',
  resume: 'staged',
  halt: 'halted',
  promote: 'done',
}

async function tell(
  terminal: Terminal,
  action: RolloutAction,
  rollout: Rollout,
  isNew: boolean,
): Promise<Exit> {
  const { id, term, state } = rollout
  if (terminal.isJson) await terminal.json({ action, ...rollout, isNew })
  else if (isNew) await terminal.line(`the rollout ${id} of ${term} is ${state}`)
  else await terminal.line(`${term}: nothing to do, the rollout ${id} ${ALREADY[action]}`)
  if (!isNew && action === 'halt') terminal.say(afterHalt(rollout))
  return 'ok'
}

const ALREADY: Readonly<Record<RolloutAction, string>> = {
  pause: 'is paused already',
  resume: 'is under way, and not paused',
  halt: 'is halted already',
  promote: 'is done already',
}

/** A rollout that has ended is there, and refuses: what helps then depends on how it ended, and on what was wanted. */
function tooLate(rollout: Rollout, action: RolloutAction): CliError {
  const { term, state, to } = rollout
  const what = `the rollout of publication ${to.seq} of \`${term}\` is ${state}, which nobody can ${action}`
  return new CliError('refused', what, adviceAfter(rollout, action), 'ERR_TERM_VERSION')
}

function adviceAfter(rollout: Rollout, action: RolloutAction): string | undefined {
  const { state, term, from } = rollout
  const holdsBack = action === 'halt' || action === 'pause'
  if (state === 'done' && holdsBack)
    return `to go back: \`everterm rollback ${term} --to <place>\` for all who read there, or \`everterm fleet pin ${term} ${from.seq}\` for this fleet`
  return state === 'halted' && !holdsBack ? afterHalt(rollout) : undefined
}
