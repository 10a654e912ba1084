/** Does `everterm verify`: asks for the verdict of the gate, and tells it. @module */

import { existsSync } from 'node:fs'
import { usageError } from '../cli-error.ts'
import type { RunCommand } from '../command.ts'
import { exitOf } from '../exit-codes.ts'
import { candidateOf, judged, predecessorOf, verdictInWords } from '../gate/index.ts'

const USUAL_PLACES = 10

export const runVerify: RunCommand = async (call) => {
  const {
    operands: [file = ''],
    given,
    terminal,
    signal,
  } = call
  const places = given.number('diff') ?? USUAL_PLACES
  if (!Number.isSafeInteger(places) || places < 0)
    throw usageError(
      `\`${given.called('diff')}\` is a whole number, at least 0, not \`${given.text('diff')}\``,
    )
  const term = given.text('term')
  const candidate = await candidateOf(call, file, term)
  // What isn't there follows nothing: that is told without asking anybody else.
  const before = existsSync(file) ? await predecessorOf(call, candidate) : undefined
  const { judgement, failure } = await judged({
    options: candidate.options,
    before,
    places,
    signal,
    file,
    term,
  })
  if (terminal.isJson) await terminal.json(judgement)
  else await terminal.lines(verdictInWords(judgement, terminal.paint.stdout))
  return failure === undefined ? 'ok' : exitOf(failure.error)
}
