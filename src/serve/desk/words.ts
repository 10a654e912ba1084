/** Says what happened in a few words, for each event. @module */

import type { TermEvent } from '../../events/events.ts'
import { errorFactsOf } from './error-facts.ts'
import { sizeText, spanText, versionText } from './measures.ts'

type OfType<Type extends TermEvent['type']> = Extract<TermEvent, { type: Type }>

type Words = { readonly [Type in TermEvent['type']]: (event: OfType<Type>) => string }

const failure = (error: unknown): string => {
  const { type, message } = errorFactsOf(error)
  return `${type}: ${message}`
}
const next = (ms: number | null): string => (ms === null ? '' : `; next in ${spanText(ms)}`)
const limit = (ms: number | null): string => (ms ? `, limit ${spanText(ms)}` : '')

const WORDS: Words = {
  'term.started': ({ id, source, refreshIntervalMs }) =>
    `${id} asks ${source}${refreshIntervalMs === null ? '' : ` every ${spanText(refreshIntervalMs)}`}`,
  'term.stopped': ({ id }) => id,
  'term.crashed': ({ id, error }) => `${id}: ${failure(error)}`,
  'term.transition': ({ from, to, cause }) => `${from === undefined ? '' : `${from} → `}${to}, by ${cause}`,
  'term.rejected': ({ version, reason, kept }) =>
    `${versionText(version)}: ${reason}; kept: ${versionText(kept)}`,
  'term.swapped': ({ from, to }) => `from ${versionText(from)} to ${versionText(to)}`,
  'term.pinned': ({ version, digest }) => `to ${versionText(version ?? digest)}`,
  'term.unpinned': ({ version, live }) => `from ${versionText(version)}; live: ${versionText(live)}`,
  'term.held-back': ({ version, live }) => `${versionText(version)}; live: ${versionText(live)}`,
  'term.released': ({ version, digest }) => versionText(version ?? digest),
  'term.accepted': ({ version, digest }) => versionText(version ?? digest),
  'term.stale': ({ ageMs, limitMs }) => `${spanText(ageMs)} old${limit(limitMs)}`,
  'term.expired': ({ ageMs, limitMs, withheld }) =>
    `${spanText(ageMs)} old${limit(limitMs)}${withheld ? '; readers get none' : ''}`,
  'term.fresh': () => 'confirmed again',
  'keepsake.loaded': ({ version, bytes, ageMs }) =>
    `${versionText(version)}, ${sizeText(bytes)}, ${spanText(ageMs)} old`,
  'keepsake.written': ({ version, bytes, durationMs }) =>
    `${versionText(version)}, ${sizeText(bytes)} in ${spanText(durationMs)}`,
  'keepsake.failed': ({ part, reason }) => `${part}: ${reason}`,
  'keepsake.ignored': ({ version, reason }) => `${versionText(version)}: ${reason}`,
  'refresh.started': ({ trigger }) => `by ${trigger}`,
  'refresh.updated': ({ from, to, bytes, durationMs }) =>
    `from ${versionText(from)} to ${versionText(to)}, ${sizeText(bytes)} in ${spanText(durationMs)}`,
  'refresh.unchanged': ({ source, durationMs, newer }) =>
    `${source} in ${spanText(durationMs)}${newer === undefined ? '' : `; ${versionText(newer)} is held back`}`,
  'refresh.failed': ({ error, failures, nextInMs }) =>
    `${failure(error)}; ${failures} in a row${next(nextInMs)}`,
  'refresh.cancelled': ({ durationMs }) => `after ${spanText(durationMs)}`,
  'refresh.recovered': ({ afterFailures, outageMs }) =>
    `after ${afterFailures} failures in ${spanText(outageMs)}`,
  'source.changed': ({ to, fallback }) => `${to}${fallback ? ', a fallback' : ''}`,
  'origin.throttled': ({ origin, terms, perMinute }) =>
    `${origin}: ${terms} terms, ${perMinute} a minute at most`,
  'supervisor.restarted': ({ child, children, restarts, limit, withinMs, error }) =>
    `${children.join(', ')}, since ${child} ended; ${restarts} of ${limit} in ${spanText(withinMs)}${
      error === undefined ? '' : `; ${failure(error)}`
    }`,
  'supervisor.gave-up': ({ child, limit, withinMs, coolDownMs }) =>
    `${child} ended once more than ${limit} in ${spanText(withinMs)}${
      coolDownMs === null ? '' : `; starts again in ${spanText(coolDownMs)}`
    }`,
  'supervisor.resumed': () => 'starts its children again',
  'supervisor.killed': ({ child }) => `${child} did not stop in time`,
  'supervisor.stopped': () => 'stopped',
  'listener.failed': ({ reason }) => reason,
}

export const eventWords = (event: TermEvent): string =>
  (WORDS[event.type] as (event: TermEvent) => string)(event)
