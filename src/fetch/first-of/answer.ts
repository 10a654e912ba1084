/** The answer of one origin as the answer of all. @module */

import { TermError } from '../../base/errors.ts'
import type { Changed, Source, Unchanged } from '../fetcher.ts'
import { type KnownPerOrigin, withNews, writeKnownPerOrigin } from './known-per-origin.ts'

export interface Answering {
  readonly name: string
  readonly index: number
  /** The names of all origins. */
  readonly names: readonly string[]
  readonly held: KnownPerOrigin
  /** Why the first origin is not the one that answers. */
  readonly reason: unknown
  /** How long until the first origin is asked first again, in ms. */
  readonly untilReturn: number
}

/** The published version is what this origin has, too. */
export function confirmation(answer: Unchanged, answering: Answering): Unchanged {
  const { name, names, held } = answering
  return {
    changed: false,
    age: answer.age,
    ...paceOf(answer, answering),
    source: sourceOf(answer, answering),
    proof: answer.proof,
    known: answer.known && writeKnownPerOrigin(withNews(held, name, answer.known, names)),
  }
}

/** This origin has something else than what is known of it. */
export function delivery(answer: Changed, answering: Answering): Changed {
  const { name, index, names, held } = answering
  const { size, strong, resource, encoding, mayBeEmpty, mediaType, modifiedAt } = answer
  const version = answer.version
  const news = answer.known ?? (version === undefined ? undefined : { version })
  // What counts is when the first origin made it; a fallback may give the date of its copy.
  const times = index === 0 ? [modifiedAt, held.modifiedAt] : [held.modifiedAt, modifiedAt]
  const same = withNews(held, name, answer.knownIfSame ?? news, names)
  return {
    changed: true,
    // The names of two origins for their versions say nothing about each other.
    version: index === 0 || version === undefined ? version : `${version}@${name}`,
    strong,
    resource,
    size,
    encoding,
    mayBeEmpty,
    mediaType,
    modifiedAt,
    age: answer.age,
    ...paceOf(answer, answering),
    source: sourceOf(answer, answering),
    known: writeKnownPerOrigin(withNews({ validators: {}, modifiedAt }, name, news, names)),
    knownIfSame: writeKnownPerOrigin({ ...same, modifiedAt: times.find((time) => time !== undefined) }),
    proof: answer.proof,
    records: answer.records,
    open: (signal) => answer.open(signal),
  }
}

/**
 * Refuses the older copy of a fallback: replication lags behind, and mirrors disagree. What the first origin has is right,
 * even where it is older.
 *
 * @throws TermError `ERR_TERM_OUTDATED`
 */
export function checkAge({ modifiedAt }: Changed, index: number, held: KnownPerOrigin): void {
  if (index === 0 || modifiedAt === undefined || held.modifiedAt === undefined) return
  if (modifiedAt >= held.modifiedAt) return
  const message = 'The copy of the fallback is older than what is published'
  throw new TermError('ERR_TERM_OUTDATED', message, { stage: 'probe' })
}

type Pace = Pick<Unchanged, 'freshFor' | 'staleFor' | 'interval'>

/** The word of a fallback must not keep us from the first origin: its answer is fresh for less time, and good for as long. */
function paceOf({ freshFor, staleFor, interval }: Pace, { index, untilReturn }: Answering): Pace {
  if (index === 0 || freshFor === undefined || freshFor <= untilReturn)
    return { freshFor, staleFor, interval }
  const good = staleFor === undefined ? undefined : staleFor + freshFor - untilReturn
  return { freshFor: untilReturn, staleFor: good, interval }
}

function sourceOf({ source }: Unchanged | Changed, { name, index, reason }: Answering): Source {
  const fallback = index > 0 || source?.fallback === true
  return { name: source?.name ?? name, fallback, error: index > 0 ? reason : source?.error }
}
