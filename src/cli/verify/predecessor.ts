/** What a candidate would follow: the payload that is live, or another one that was named. @module */

import { resolve } from 'node:path'
import { fieldOf, plainly, TermError } from '../../base/errors.ts'
import type { Fetcher } from '../../fetch/fetcher.ts'
import { file as fetchFile } from '../../fetch/file.ts'
import { UNSIGNED } from '../../store/edition.ts'
import type { Keeper } from '../../term/keeper.ts'
import { publish } from '../../term/publication.ts'
import { fetcherAt, isAddress } from '../address.ts'
import { asUsage, CliError, usageError } from '../cli-error.ts'
import type { Call } from '../command.ts'
import { exitOf } from '../exit-codes.ts'
import { refreshOnce } from '../terms/one-refresh.ts'
import type { VerifiedTerm } from './candidate.ts'

export interface Predecessor {
  readonly value: unknown
  readonly version: string | undefined
  readonly bytes: number | undefined
}

/**
 * Gets what `--against` names; `undefined` where nothing does. It is read as the candidate is, but held to nothing: what is
 * live was good enough.
 */
export async function predecessorOf(
  { given, signal }: Call,
  { options, live }: VerifiedTerm,
): Promise<Predecessor | undefined> {
  const named = given.text('against')
  if (named === undefined) return undefined
  const fetcher = await fetcherOf(named, live)
  const trusting = {
    ...options,
    fetcher,
    source: fetcher.name,
    pin: undefined,
    verifier: undefined,
    validate: undefined,
    guards: undefined,
  }
  const { term, updated, failure } = await refreshOnce(trusting, { signal })
  if (failure !== undefined) {
    const { error } = failure
    const reason = error instanceof TermError ? plainly(error) : String(fieldOf(error, 'message'))
    throw new CliError(exitOf(error), `\`--against ${named === 'live' ? 'live' : '…'}\`: ${reason}`)
  }
  return { value: term.get(), version: updated?.to, bytes: updated?.bytes }
}

async function fetcherOf(named: string, live: Fetcher | undefined): Promise<Fetcher> {
  if (named !== 'live') return isAddress(named) ? fetcherAt(named) : asUsage(() => fetchFile(resolve(named)))
  if (live !== undefined) return live
  throw usageError('`--against live` is what a term of a config has now: name it by `--term`')
}

/** Puts it on the shelf of a term, as if the origin had sent it. */
export const standIn =
  ({ value, version, bytes }: Predecessor) =>
  (keeper: Keeper): void => {
    const facts = { digest: undefined, known: undefined, source: 'the one before', modifiedAt: undefined }
    publish(keeper, { value, version, bytes, ...facts, ...UNSIGNED }, 'attempt')
  }
