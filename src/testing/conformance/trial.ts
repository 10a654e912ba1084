/** Puts one fetcher on trial: starts it, drives it as a term would, closes it, and looks at what it left behind. @module */

import assert from 'node:assert/strict'
import { fieldOf, TermError, textOf } from '../../base/errors.ts'
import { holding } from '../../base/keep-alive.ts'
import { patience } from '../../base/patience.ts'
import type { Changed, FetchContext, Fetcher, Known, Probe } from '../../fetch/fetcher.ts'
import { receive } from '../../fetch/receive.ts'
import type { FetcherHarness } from './harness.ts'
import { freed, resources } from './resources.ts'

/** Every body that the suite publishes has this word in it, and no error may have it. */
const CANARY = 'canary'

const MAX_BYTES = 2 ** 20

const PATIENCE_MS = 5_000

/** A document of which no two stretches are alike, so that no mixture of two passes for one. */
export function documentOf(version: string, size = 200_000): Uint8Array {
  const bytes = Buffer.alloc(size)
  for (let at = 0; at < size; at += 20) bytes.write(`${CANARY}${version}${at}`.padEnd(20, '.'), at, 'latin1')
  return new Uint8Array(bytes)
}

export interface Taken {
  readonly bytes: Uint8Array
  /** What a term would ask with after this was published. */
  readonly known: Known
}

export interface Trial {
  readonly harness: FetcherHarness
  readonly fetcher: Fetcher
  probe(known?: Known, context?: Partial<FetchContext>): Promise<Probe>
  /** Probes, and insists that there is something newer. */
  changed(known?: Known, context?: Partial<FetchContext>): Promise<Changed>
  /** Probes and takes the body. */
  take(known?: Known, context?: Partial<FetchContext>): Promise<Taken>
  /** Takes the body of an answer. */
  body(answer: Changed, context?: Partial<FetchContext>): Promise<Uint8Array>
  /** What the work fails with: a coded error that tells no secret. */
  failure(work: Promise<unknown>): Promise<TermError>
}

/** Lets a fetcher be tried, and holds it to leaving nothing behind. */
export async function trial(harness: FetcherHarness, work: (trial: Trial) => Promise<void>): Promise<void> {
  const fetcher = await harness.make()
  const before = resources()
  await incarnation(harness, fetcher, work)
  await freed(before)
}

/**
 * Lets another fetcher be tried amid a trial. What it leaves behind is found at the end of that one: until then it may
 * share connections with its like.
 */
export const another = async (
  harness: FetcherHarness,
  work: (trial: Trial) => Promise<void>,
): Promise<void> => incarnation(harness, await harness.make(), work)

async function incarnation(
  harness: FetcherHarness,
  fetcher: Fetcher,
  work: (trial: Trial) => Promise<void>,
): Promise<void> {
  const lifetime = new AbortController()
  await fetcher.init?.(contextOf({ signal: lifetime.signal }))
  try {
    await work(driving(harness, fetcher))
  } finally {
    lifetime.abort()
    await fetcher.close?.()
  }
}

const contextOf = (overrides: Partial<FetchContext> = {}): FetchContext => ({
  signal: new AbortController().signal,
  maxBytes: MAX_BYTES,
  ...overrides,
})

function driving(harness: FetcherHarness, fetcher: Fetcher): Trial {
  const probe: Trial['probe'] = (known, overrides) =>
    inTime((async () => fetcher.probe(known, contextOf(overrides)))())

  const changed: Trial['changed'] = async (known, overrides) => {
    const answer = await probe(known, overrides)
    assert.ok(answer.changed, 'The probe says unchanged, but what the origin holds is not what is known')
    return answer
  }

  const body: Trial['body'] = async ({ open, size }, overrides) => {
    const { signal, maxBytes } = contextOf(overrides)
    const received = receive(open(signal), { size, maxBytes, signal })
    return inTime(received.then(({ bytes }) => bytes))
  }

  return {
    harness,
    fetcher,
    probe,
    changed,
    body,
    async take(known, overrides) {
      const answer = await changed(known, overrides)
      return { bytes: await body(answer, overrides), known: knownAfter(answer) }
    },
    failure: (work) => codedFailure(work, [CANARY, ...(harness.secrets ?? [])]),
  }
}

/** What a term would know after this answer: the version, where the fetcher tells no more. */
export function knownAfter({ known, version }: Changed): Known {
  const what = known ?? (version === undefined ? undefined : { version })
  assert.ok(what, 'An answer with neither `known` nor `version` can never be confirmed')
  return what
}

export async function inTime<T>(work: Promise<T>): Promise<T> {
  let endPatience = () => {}
  const late = new Promise<never>((_, reject) => {
    const error = new assert.AssertionError({ message: `Nothing came of it within ${PATIENCE_MS} ms` })
    endPatience = patience(PATIENCE_MS, () => reject(error))
  })
  try {
    return await holding(Promise.race([work, late]))
  } finally {
    endPatience()
  }
}

export async function codedFailure(work: Promise<unknown>, secrets: readonly string[]): Promise<TermError> {
  const error = await work.then(
    () => assert.fail('It did not fail'),
    (thrown: unknown) => thrown,
  )
  if (isAssertion(error)) throw error
  assert.ok(error instanceof TermError, `Expected a TermError, got ${textOf(error)}`)
  const told = `${error.message}\n${error.stack}\n${JSON.stringify(error)}`
  for (const secret of secrets)
    assert.ok(!told.includes(secret), `The error tells what it must not: ${error.code}`)
  return error
}

/** An assertion is known by its code: its class may be that of another realm. */
export const isAssertion = (thrown: unknown): boolean => fieldOf(thrown, 'code') === 'ERR_ASSERTION'

/** Compares bytes without printing 200 kB of difference. */
export function sameBytes(
  actual: Uint8Array,
  expected: Uint8Array,
  message = 'Other bytes than published',
): void {
  assert.ok(isSame(actual, expected), `${message}: ${actual.byteLength} for ${expected.byteLength}`)
}

export const isSame = (one: Uint8Array, other: Uint8Array): boolean => Buffer.compare(one, other) === 0
