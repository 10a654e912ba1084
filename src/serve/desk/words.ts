/** Says what happened in a few words, for each event. @module */

import { numberOf } from '../../base/number-of.ts'
import type { TermEvent } from '../../events/events.ts'
import { sizeInWords } from '../words/size.ts'
import { spanInWords } from '../words/span.ts'
import { versionInWords } from '../words/version.ts'
import { errorFactsOf } from './error-facts.ts'

type OfType<Type extends TermEvent['type']> = Extract<TermEvent, { type: Type }>

type Words = { readonly [Type in TermEvent['type']]: (event: OfType<Type>) => string }

const failure = (error: unknown): string => {
  const { type, message } = errorFactsOf(error)
  return `${type}: ${message}`
}
const next = (ms: number | null): string => (ms === null ? '' : `; next in ${spanInWords(ms)}`)
const limit = (ms: number | null): string => (ms ? `, limit ${spanInWords(ms)}` : '')

const WORDS: Words = {
  'term.started': ({ id, source, refreshIntervalMs }) =>
    `${id} asks ${source}${refreshIntervalMs === null ? '' : ` every ${spanInWords(refreshIntervalMs)}`}`,
  'term.stopped': ({ id }) => id,
  'term.crashed': ({ id, error }) => `${id}: ${failure(error)}`,
  'term.transition': ({ from, to, cause }) => `${from === undefined ? '' : `${from} → `}${to}, by ${cause}`,
  'term.rejected': ({ version, reason, kept }) =>
    `${versionInWords(version)}: ${reason}; kept: ${versionInWords(kept)}`,
  'term.swapped': ({ from, to }) => `from ${versionInWords(from)} to ${versionInWords(to)}`,
  'term.pinned': ({ version, digest }) => `to ${versionInWords(version ?? digest)}`,
  'term.unpinned': ({ version, live }) => `from ${versionInWords(version)}; live: ${versionInWords(live)}`,
  'term.held-back': ({ version, live }) => `${versionInWords(version)}; live: ${versionInWords(live)}`,
  'term.released': ({ version, digest }) => versionInWords(version ?? digest),
  'term.accepted': ({ version, digest }) => versionInWords(version ?? digest),
  'term.stale': ({ ageMs, limitMs }) => `${spanInWords(ageMs)} old${limit(limitMs)}`,
  'term.expired': ({ ageMs, limitMs, withheld }) =>
    `${spanInWords(ageMs)} old${limit(limitMs)}${withheld ? '; readers get none' : ''}`,
  'term.fresh': () => 'confirmed again',
  'keepsake.loaded': ({ version, bytes, ageMs }) =>
    `${versionInWords(version)}, ${sizeInWords(bytes)}, ${spanInWords(ageMs)} old`,
  'keepsake.written': ({ version, bytes, durationMs }) =>
    `${versionInWords(version)}, ${sizeInWords(bytes)} in ${spanInWords(durationMs)}`,
  'keepsake.failed': ({ part, reason }) => `${part}: ${reason}`,
  'keepsake.ignored': ({ version, reason }) => `${versionInWords(version)}: ${reason}`,
  'refresh.started': ({ trigger }) => `by ${trigger}`,
  'refresh.updated': ({ from, to, bytes, durationMs }) =>
    `from ${versionInWords(from)} to ${versionInWords(to)}, ${sizeInWords(bytes)} in ${spanInWords(durationMs)}`,
  'refresh.unchanged': ({ source, durationMs, newer }) =>
    `${source} in ${spanInWords(durationMs)}${newer === undefined ? '' : `; ${versionInWords(newer)} is held back`}`,
  'refresh.failed': ({ error, failures, nextInMs }) =>
    `${failure(error)}; ${failures} in a row${next(nextInMs)}`,
  'refresh.cancelled': ({ durationMs }) => `after ${spanInWords(durationMs)}`,
  'refresh.recovered': ({ afterFailures, outageMs }) =>
    `after ${numberOf(afterFailures, 'failure')} in ${spanInWords(outageMs)}`,
  'source.changed': ({ to, fallback }) => `${to}${fallback ? ', a fallback' : ''}`,
  'origin.throttled': ({ origin, terms, perMinute }) =>
    `${origin}: ${numberOf(terms, 'term')}, ${perMinute} a minute at most`,
  'delta.used': ({ to, size }) =>
    `${sizeInWords(size)} made ${to === undefined ? 'the payload' : versionInWords(to)}`,
  'delta.failed': ({ size, error }) => `${sizeInWords(size)}; ${failure(error)}`,
  'fleet.unreachable': ({ reason }) => reason,
  'fleet.reachable': ({ outageMs }) => `after ${spanInWords(outageMs)}`,
  'fleet.hinted': () => 'looks at its documents',
  'fleet.voted': ({ rollout, vote, stage }) =>
    `${vote}${stage === undefined ? '' : ` (${stage})`} on ${rollout}`,
  'fleet.activated': ({ seq, rollout }) => `${seq} of ${rollout}`,
  'fleet.refused': ({ seq, rollout, stage, reason }) => `${seq} of ${rollout}, ${stage}: ${reason}`,
  'fleet.went-back': ({ seq }) => `to ${seq}`,
  'fleet.halted': ({ seq, rollout, why = '' }) => `${seq} of ${rollout}: ${why}`,
  'fleet.decided': ({ rollout, state, share, why }) =>
    `${rollout}: ${state} at ${share} %${why === undefined ? '' : `, ${why}`}`,
  'supervisor.restarted': ({ child, children, restarts, limit, withinMs, error }) =>
    `${children.join(', ')}, since ${child} ended; ${restarts} of ${limit} in ${spanInWords(withinMs)}${
      error === undefined ? '' : `; ${failure(error)}`
    }`,
  'supervisor.gave-up': ({ child, limit, withinMs, coolDownMs }) =>
    `${child} ended once more than ${limit} in ${spanInWords(withinMs)}${
      coolDownMs === null ? '' : `; starts again in ${spanInWords(coolDownMs)}`
    }`,
  'supervisor.resumed': () => 'starts its children again',
  'supervisor.killed': ({ child }) => `${child} did not stop in time`,
  'supervisor.stopped': () => 'stopped',
  'listener.failed': ({ reason }) => reason,
}

export const eventWords = (event: TermEvent): string =>
  (WORDS[event.type] as (event: TermEvent) => string)(event)
