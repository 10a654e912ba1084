/** Does `everterm verify`: leads a candidate through the gate of a term, beside what it would follow. @module */

import { resolve } from 'node:path'
import { fieldOf, plainly, TermError } from '../../base/errors.ts'
import type { EditionDiff } from '../../term/going-back.ts'
import type { ResolvedTerm } from '../../term/resolve-options.ts'
import type { RunCommand } from '../command.ts'
import { exitOf } from '../exit-codes.ts'
import { type OneRefresh, refreshOnce } from '../terms/one-refresh.ts'
import { recordCount } from '../words/record-count.ts'
import { candidateOf } from './candidate.ts'
import { type Predecessor, predecessorOf, standIn } from './predecessor.ts'
import { type Judgement, verdictInWords } from './verdict.ts'

const USUAL_PLACES = 10

export const runVerify: RunCommand = async (call) => {
  const {
    operands: [file = ''],
    given,
    terminal,
    signal,
  } = call
  const places = given.number('diff') ?? USUAL_PLACES
  const candidate = await candidateOf(call, file)
  const { options } = candidate
  const before = await predecessorOf(call, candidate)
  const how = { signal, ...(before !== undefined && { prepare: standIn(before) }) }
  const found = await refreshOnce(options, how)
  signal.throwIfAborted()
  const diff = before && (await diffOf(options, found, how, places))
  const judgement = judgementOf({ file, term: given.text('term'), before, found, diff })
  if (terminal.isJson) await terminal.json(judgement)
  else await terminal.lines(verdictInWords(judgement, terminal.paint.stdout))
  return found.failure === undefined ? 'ok' : exitOf(found.failure.error)
}

/** Where it differs from the one before: also of a value that was refused beside that one. */
async function diffOf(
  options: ResolvedTerm,
  found: OneRefresh,
  how: Parameters<typeof refreshOnce>[1],
  limit: number,
): Promise<EditionDiff | undefined> {
  const isRefused = found.failure !== undefined
  const code = fieldOf(found.failure?.error, 'code')
  if (isRefused && code !== 'ERR_TERM_GUARD' && code !== 'ERR_TERM_REFUSED') return undefined
  const free = { ...options, guards: undefined, validate: undefined }
  const { term, failure } = isRefused ? await refreshOnce(free, how) : found
  return failure === undefined ? term.diff(undefined, undefined, { limit }) : undefined
}

interface Findings extends Pick<Judgement, 'file' | 'term'> {
  readonly before: Predecessor | undefined
  readonly found: OneRefresh
  readonly diff: EditionDiff | undefined
}

function judgementOf({ file, term: name, before, found, diff }: Findings): Judgement {
  const { term, updated, rejected, failure } = found
  const against = before && {
    version: before.version,
    bytes: before.bytes,
    records: recordCount(before.value),
  }
  const about = { file, term: name, against, diff }
  if (failure === undefined) {
    const [edition] = term.history()
    const { digest, bytes } = edition ?? {}
    return {
      accepted: true,
      ...about,
      digest,
      bytes,
      records: recordCount(term.get()),
      signedBy: updated?.signedBy,
    }
  }
  const { error } = failure
  return {
    accepted: false,
    ...about,
    code: String(fieldOf(error, 'code')),
    rule: rejected?.rule,
    figures: rejected?.figures,
    reason: reasonOf(error, file),
  }
}

/** What is said of the file needs no path before it. */
const reasonOf = (error: unknown, file: string): string =>
  (error instanceof TermError ? plainly(error) : String(fieldOf(error, 'message'))).replace(
    `${resolve(file)}: `,
    '',
  )
