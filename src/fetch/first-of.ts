/** Asks several origins of the same data, in order: the first that has it delivers. @module */

import { TermError } from '../base/errors.ts'
import { goodUntil } from './contract/good-until.ts'
import { signerOf } from './contract/signed-by.ts'
import { withAsked, withSources } from './contract/sources.ts'
import type { FetchContext, Fetcher, Known, Probe } from './fetcher.ts'
import { type Answering, checkAge, confirmation, delivery } from './first-of/answer.ts'
import { type Candidate, candidate } from './first-of/candidate.ts'
import { type OriginFailure, originFailure, summaryOf, whyPassedOver } from './first-of/failure.ts'
import { type KnownPerOrigin, knownBy, readKnownPerOrigin } from './first-of/known-per-origin.ts'
import { type FirstOfOptions, resolveFirstOf } from './first-of/options.ts'
import { rotation } from './first-of/rotation.ts'
import { beginAll } from './first-of/watches.ts'
import { sharedUse } from './transfer/shared-use.ts'

export type { FirstOfOptions } from './first-of/options.ts'

interface Question {
  readonly held: KnownPerOrigin
  readonly context: FetchContext
  /** What the origins failed with that were asked before in this attempt. */
  readonly failures: readonly OriginFailure[]
  /** How long the answer may take, in ms; absent: as long as the attempt. */
  readonly patience: number | undefined
}

/**
 * Asks each origin with its own validators, in order, until one answers; stays with a fallback that did, and returns to
 * the first origin after a while.
 *
 * An origin that asks to be left alone (`Retry-After`) is passed over until then, while others are asked.
 *
 * A fallback whose copy is older than what is published, by the times that the origins give, is passed over. A body that
 * breaks, or a payload that is refused, ends the attempt; the next one asks another origin first.
 *
 * @throws TypeError on a wrong option, or without a fetcher
 * @example firstOf([http('https://cdn.example.com/prices.json'), http('https://backup.example.com/prices.json')])
 */
export function firstOf(fetchers: readonly Fetcher[], options: FirstOfOptions = {}): Fetcher {
  const { names, patienceMs, ...resolved } = resolveFirstOf(fetchers, options)
  const origins = names.map((name, index) =>
    candidate(resolved.fetchers[index] as Fetcher, name, index, patienceMs),
  )
  const turns = rotation({ count: origins.length, ...resolved })
  const users = sharedUse(() => Promise.all(origins.map((origin) => origin.close())))

  async function probe(known: Known | undefined, context: FetchContext): Promise<Probe> {
    const held = readKnownPerOrigin(known)
    const failures: OriginFailure[] = []
    const order = turns.order()
    for (const index of order) {
      const origin = origins[index] as Candidate
      const patience = index === order.at(-1) ? undefined : patienceMs
      try {
        return await ask(origin, { held, context, failures, patience })
      } catch (error) {
        if (context.signal.aborted || isBug(error)) throw error
        const failure = originFailure(origin, error)
        turns.failed(index, failure.error.retryAfterMs)
        failures.push(failure)
      }
    }
    throw summaryOf(failures, { count: origins.length, retryAfterMs: turns.wait() })
  }

  async function ask(origin: Candidate, { held, context, failures, patience }: Question): Promise<Probe> {
    const { name, index } = origin
    const { answer, scope } = await origin.ask(knownBy(held, name), context, patience)
    if (answer.changed) {
      try {
        checkAge(answer, index, held)
      } catch (error) {
        scope.abort(error)
        throw error
      }
      onFailure(context.signal, (error) => turns.disappointed(index, error))
    }
    turns.answered(index, whyPassedOver(failures))
    const { reason } = turns
    const answering: Answering = { name, index, names, held, reason, untilReturn: turns.untilReturn() }
    return answer.changed ? delivery(answer, answering) : confirmation(answer, answering)
  }

  const fetcher: Fetcher = {
    name: `first of ${names.join(', ')}`,
    origin: resolved.fetchers[0]?.origin ?? names[0],
    async init(context) {
      users.join()
      await Promise.all(origins.map((origin) => origin.init(context)))
    },
    probe,
    ...goodUntilOf(origins, resolved.fetchers),
    ...signedByOf(origins, resolved.fetchers),
    ...watchOf(resolved.fetchers),
    close: () => users.leave(),
  }
  return withAsked(withSources(fetcher, names), resolved.fetchers)
}

const isBug = (error: unknown): boolean => error instanceof TermError && error.fatal

/** Calls back when the attempt fails after the probe for what came from the origin: not for `put`, and not for a stop. */
function onFailure(signal: AbortSignal, hear: (error: TermError) => void): void {
  const listen = () => {
    const { reason } = signal
    if (reason instanceof TermError && reason.stage !== 'store' && !reason.fatal) hear(reason)
  }
  signal.addEventListener('abort', listen, { once: true })
}

/** The published value is no longer good when one of the origins that know it says so. */
function goodUntilOf(
  origins: readonly Candidate[],
  fetchers: readonly Fetcher[],
): Pick<Fetcher, 'goodUntil'> {
  if (fetchers.every(({ goodUntil }) => goodUntil === undefined)) return {}
  return {
    goodUntil(known) {
      const held = readKnownPerOrigin(known)
      return Math.min(
        ...origins.map(({ name, index }) => goodUntil(fetchers[index] as Fetcher, knownBy(held, name))),
      )
    },
  }
}

/** Of what several origins know, the first that has verified it says who has signed it. */
function signedByOf(origins: readonly Candidate[], fetchers: readonly Fetcher[]): Pick<Fetcher, 'signedBy'> {
  if (fetchers.every(({ signedBy }) => signedBy === undefined)) return {}
  return {
    signedBy(known) {
      const held = readKnownPerOrigin(known)
      const signers = origins.map(({ name, index }) =>
        signerOf(fetchers[index] as Fetcher, knownBy(held, name)),
      )
      return signers.find((one) => one !== undefined)
    },
  }
}

/** A hint of any origin is a hint; where none gives any, there is nothing to watch. */
function watchOf(fetchers: readonly Fetcher[]): Pick<Fetcher, 'watch'> {
  if (fetchers.every(({ watch }) => watch === undefined)) return {}
  const watched = fetchers.filter(({ watch }) => watch !== undefined)
  return { watch: (hint) => beginAll(watched.map((fetcher) => () => fetcher.watch?.(hint))) }
}
