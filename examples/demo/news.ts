/** Turns events into lines for people. @module */

import type { TermEvent } from '../../src/index.ts'
import { bare, howMany, size, span } from './units.ts'

export type Tone = 'good' | 'quiet' | 'bad' | 'loud'

export interface News {
  /** When it happened, in epoch ms. */
  readonly at: number
  /** The term or supervisor that the line is about, or whoever pressed a key. */
  readonly about: string
  readonly tone: Tone
  readonly text: string
  /** What may be left out where there is little room. */
  readonly detail?: string | undefined
  /** How often the line was told in a row. */
  readonly times?: number
}

type Told = Pick<News, 'tone' | 'text' | 'detail'>
type Teller<Type extends TermEvent['type']> = (event: Extract<TermEvent, { type: Type }>) => Told

/** The events that are worth a line; the comings and goings of every probe are not. */
const TELLERS: { readonly [Type in TermEvent['type']]?: Teller<Type> } = {
  'term.started': ({ id, source }) => ({ tone: 'quiet', text: `started as ${id} from ${source}` }),
  'term.stopped': ({ id }) => ({ tone: 'quiet', text: `stopped ${id}` }),
  'term.crashed': ({ id, code }) => ({ tone: 'loud', text: `crashed: ${id} ended with ${code}` }),
  'refresh.updated': ({ from, to, bytes, durationMs }) => ({
    tone: 'good',
    text: `updated ${from === undefined ? '' : `${bare(from)} → `}${bare(to)}`,
    detail: `${size(bytes)} in ${span(durationMs)}`,
  }),
  'refresh.unchanged': ({ version, durationMs }) => ({
    tone: 'quiet',
    text: `unchanged ${bare(version)}`,
    detail: `asked in ${span(durationMs)}`,
  }),
  'refresh.failed': ({ code, serving, nextInMs }) => ({
    tone: 'bad',
    text: `failed ${code}, ${bare(serving)} served on`,
    detail: nextInMs === null ? undefined : `again in ${span(nextInMs)}`,
  }),
  'refresh.recovered': ({ afterFailures, outageMs }) => ({
    tone: 'good',
    text: `recovered after ${afterFailures} failure${afterFailures === 1 ? '' : 's'} and ${span(outageMs)}`,
  }),
  'term.rejected': ({ version, kept }) => ({
    tone: 'bad',
    text: `rejected ${bare(version)}, ${bare(kept)} kept`,
  }),
  'term.swapped': ({ from, to }) => ({ tone: 'loud', text: `swapped ${bare(from)} → ${bare(to)}` }),
  'term.stale': ({ ageMs }) => ({ tone: 'bad', text: `stale: not confirmed for ${span(ageMs)}` }),
  'term.fresh': () => ({ tone: 'good', text: 'fresh again' }),
  'supervisor.restarted': ({ child, restarts, limit, withinMs }) => ({
    tone: 'loud',
    text: `restarted ${child}`,
    detail: `${restarts} of ${howMany(limit, 'restart')} in ${span(withinMs)}`,
  }),
  'supervisor.gave-up': ({ child, limit, withinMs, coolDownMs }) => ({
    tone: 'loud',
    text: coolDownMs === null ? `gave up on ${child}` : `gave up on ${child}, cools down ${span(coolDownMs)}`,
    detail: `more than ${howMany(limit, 'restart')} in ${span(withinMs)}`,
  }),
  'supervisor.resumed': () => ({ tone: 'loud', text: 'cooled down, all terms started again' }),
  'supervisor.killed': ({ child }) => ({ tone: 'loud', text: `killed ${child}: it did not stop in time` }),
  'supervisor.stopped': () => ({ tone: 'quiet', text: 'stopped' }),
  'listener.failed': () => ({ tone: 'bad', text: 'a listener failed; nothing else changed' }),
}

/** The event as a line, if it is worth one. */
export function newsOf(event: TermEvent): News | undefined {
  const told = (TELLERS[event.type] as Teller<TermEvent['type']> | undefined)?.(event)
  if (told === undefined) return undefined
  return { at: event.at, about: aboutOf(event), ...told }
}

function aboutOf(event: TermEvent): string {
  if ('supervisor' in event) return event.supervisor
  if (event.type === 'origin.throttled') return event.origin
  return ('term' in event ? event.term : undefined) ?? 'tree'
}
