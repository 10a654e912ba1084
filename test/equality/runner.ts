/** Runs the documents of a kind, counts, and tells what differs so that it can be had again. @module */

import type { Check, Outcome } from './check.ts'
import type { Document } from './generate/documents.ts'
import type { Kind } from './kinds/kinds.ts'
import { randomOf } from './random.ts'
import { shrunk } from './shrink.ts'

export interface Failure {
  readonly kind: string
  readonly number: number
  readonly seed: number
  readonly key: string | undefined
  readonly message: string
  /** A small document that fails, a character for each byte. */
  readonly smallest: string
}

export interface Tally {
  readonly kind: string
  documents: number
  accepted: number
  refused: number
  columns: number
  /** The messages of refusals. */
  readonly messages: Set<string>
  readonly failures: Failure[]
}

export interface RunOptions {
  readonly seed: number
  /** The number of failures at which the run stops. */
  readonly enough: number
  /** Whether to look for a smaller document that fails, which takes a while. */
  readonly isShrunk: boolean
  readonly check: Check
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error)

/** Finds a small document that fails by itself, or returns the document itself if it fails only after those before it. */
async function smallestOf(
  document: Document,
  number: number,
  { check, isShrunk }: RunOptions,
): Promise<Uint8Array> {
  const { bytes } = document
  const fails = async (smaller: Uint8Array): Promise<boolean> => {
    for (let again = 0; again < 4; again++) {
      const random = randomOf(number, again)
      const checked = check({ ...document, bytes: smaller }, random, undefined)
      if (
        await checked.then(
          () => false,
          () => true,
        )
      )
        return true
    }
    return false
  }
  return isShrunk && bytes.length < 20_000 && (await fails(bytes)) ? shrunk(bytes, fails) : bytes
}

async function failureOf(kind: Kind, number: number, options: RunOptions, error: unknown): Promise<Failure> {
  const { seed } = options
  const document = kind.at(number, seed)
  const smallest = Buffer.from(await smallestOf(document, number, options)).toString('latin1')
  return { kind: kind.name, number, seed, key: document.key, message: messageOf(error), smallest }
}

function count(tally: Tally, { isAccepted, hasColumns, message }: Outcome): void {
  tally[isAccepted ? 'accepted' : 'refused']++
  if (hasColumns) tally.columns++
  if (message !== undefined) tally.messages.add(message)
}

/** Runs one document after another over the same memory, each with what the one before left. */
export async function runKind(kind: Kind, numbers: readonly number[], options: RunOptions): Promise<Tally> {
  const tally: Tally = {
    kind: kind.name,
    ...{ documents: 0, accepted: 0, refused: 0, columns: 0 },
    messages: new Set(),
    failures: [],
  }
  let memo: unknown
  for (const number of numbers) {
    const random = randomOf(number, options.seed)
    tally.documents++
    try {
      const outcome = await options.check(kind.at(number, options.seed), random, memo)
      if (outcome.memo !== undefined) memo = outcome.memo
      count(tally, outcome)
    } catch (error) {
      tally.failures.push(await failureOf(kind, number, options, error))
      if (tally.failures.length >= options.enough) break
    }
  }
  return tally
}
