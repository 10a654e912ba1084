/** What a candidate would follow: what is live, what the origin serves, or a payload that was named. @module */

import { resolve } from 'node:path'
import { fieldOf, plainly, TermError } from '../../base/errors.ts'
import type { Fetcher } from '../../fetch/fetcher.ts'
import { file as fetchFile } from '../../fetch/file.ts'
import { UNSIGNED } from '../../store/edition.ts'
import type { Keeper } from '../../term/keeper.ts'
import { publish } from '../../term/publication.ts'
import type { ResolvedTerm } from '../../term/resolve-options.ts'
import { fetcherAt, isAddress } from '../address.ts'
import { asUsage, CliError, usageError } from '../cli-error.ts'
import type { Call } from '../command.ts'
import { exitOf } from '../exit-codes.ts'
import { refreshOnce } from '../terms/one-refresh.ts'
import type { VerifiedTerm } from './candidate.ts'
import { livePayload } from './live-payload.ts'

export interface Predecessor {
  readonly value: unknown
  readonly version: string | undefined
  readonly bytes: number | undefined
}

/** Gets what `--against` names; `undefined` where nothing does. */
export async function predecessorOf(
  call: Call,
  { options, origin }: VerifiedTerm,
): Promise<Predecessor | undefined> {
  const { given, signal } = call
  const named = given.text('against')
  if (named === undefined) return undefined
  const isWord = named === 'live' || named === 'origin'
  const fetcher = await (isWord
    ? ofTerm(call, named, origin && { ...options, fetcher: origin })
    : namedBy(named))
  return predecessorFrom(fetcher, {
    options,
    signal,
    called: `\`--against ${isURL(named) ? fetcher.name : named}\``,
  })
}

/** It may have secrets in it, which the name of its fetcher has not. */
const isURL = (text: string): boolean => text.includes('://')

interface Reading {
  readonly options: ResolvedTerm
  readonly signal: AbortSignal
  /** What it is called when it can't be read. */
  readonly called: string
}

/** It is read as the candidate is, but held to nothing: what is live was good enough. */
export async function predecessorFrom(
  fetcher: Fetcher,
  { options, signal, called }: Reading,
): Promise<Predecessor> {
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
    throw new CliError(exitOf(error), `${called}: ${reason}`)
  }
  return { value: term.get(), version: updated?.to, bytes: updated?.bytes }
}

const AGAINST = '`--against`'

/** A URL or a file. */
const namedBy = async (address: string): Promise<Fetcher> =>
  isAddress(address)
    ? fetcherAt(address, { called: AGAINST })
    : asUsage(() => fetchFile(resolve(address)), AGAINST)

async function ofTerm(call: Call, word: 'live' | 'origin', term: ResolvedTerm | undefined): Promise<Fetcher> {
  if (term === undefined)
    throw usageError(`\`--against ${word}\` is of a term of a config: name it by \`--term\``)
  return word === 'origin' ? term.fetcher : livePayload(call, term)
}

/** Puts it on the shelf of a term, as if the origin had sent it. */
export const standIn =
  ({ value, version, bytes }: Predecessor) =>
  (keeper: Keeper): void => {
    const facts = { digest: undefined, known: undefined, source: 'the one before', modifiedAt: undefined }
    publish(keeper, { value, version, bytes, ...facts, ...UNSIGNED }, 'attempt')
  }
