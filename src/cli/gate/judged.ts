/** Leads a candidate through the gate of a term, beside what it would follow. @module */

import { resolve } from 'node:path'
import { fieldOf, plainly, TermError } from '../../base/errors.ts'
import type { EditionDiff } from '../../term/going-back.ts'
import type { ResolvedTerm } from '../../term/resolve-options.ts'
import { type OneRefresh, refreshOnce } from '../terms/one-refresh.ts'
import { recordCount } from '../words/record-count.ts'
import { type Predecessor, standIn } from './predecessor.ts'
import type { Judgement } from './verdict.ts'

export interface GateTrial extends Pick<Judgement, 'file' | 'term'> {
  readonly options: ResolvedTerm
  readonly before: Predecessor | undefined
  /** How many places that differ are listed. */
  readonly places: number
  readonly signal: AbortSignal
}

export interface Judged {
  readonly judgement: Judgement
  /** Why it was refused. */
  readonly failure: { readonly error: unknown } | undefined
}

export async function judged({ options, before, places, signal, file, term }: GateTrial): Promise<Judged> {
  const how = { signal, ...(before !== undefined && { prepare: standIn(before) }) }
  const found = await refreshOnce(options, how)
  signal.throwIfAborted()
  const diff = before && (await diffOf(options, found, how, places))
  return { judgement: judgementOf({ file, term, before, found, diff }), failure: found.failure }
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
