/** Chooses the log line of each event: its level and its constant message. @module */

import type { RefreshFailed, SourceChanged, TermEvent } from '../events/events.ts'

export type Level = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal'

type OfType<Type extends TermEvent['type']> = Extract<TermEvent, { type: Type }>

type Lines = {
  readonly [Type in TermEvent['type']]: readonly [Level | ((event: OfType<Type>) => Level), string]
}

/** A failure is loud only where readers get an old value, or none. */
const failedLevel = ({ stale, serving }: RefreshFailed): Level =>
  stale || serving === undefined ? 'error' : 'warn'

const sourceLevel = ({ fallback }: SourceChanged): Level => (fallback ? 'warn' : 'info')

export const LINES: Lines = {
  'term.started': ['info', 'term started'],
  'term.stopped': ['info', 'term stopped'],
  'term.crashed': ['error', 'term crashed'],
  'source.changed': [sourceLevel, 'source changed'],
  'term.transition': ['trace', 'term changed state'],
  'term.rejected': ['error', 'payload rejected'],
  'term.swapped': ['info', 'value swapped'],
  'term.pinned': ['warn', 'version pinned'],
  'term.unpinned': ['info', 'version unpinned'],
  'term.held-back': ['warn', 'newer version held back'],
  'term.released': ['info', 'refused payload released'],
  'term.accepted': ['warn', 'refused payload accepted'],
  'term.stale': ['error', 'value is stale'],
  'term.expired': ['error', 'value has expired'],
  'term.fresh': ['info', 'value is fresh again'],
  'keepsake.loaded': ['info', 'kept value loaded'],
  'keepsake.written': ['debug', 'value kept'],
  'keepsake.failed': ['warn', 'keepsake failed'],
  'keepsake.ignored': ['warn', 'kept value ignored'],
  'refresh.started': ['debug', 'refresh started'],
  'refresh.updated': ['info', 'value updated'],
  'refresh.unchanged': ['debug', 'value unchanged'],
  'refresh.failed': [failedLevel, 'refresh failed'],
  'refresh.cancelled': ['debug', 'refresh cancelled'],
  'refresh.recovered': ['info', 'refresh recovered'],
  'origin.throttled': ['warn', 'origin is asked less often'],
  'delta.used': ['debug', 'delta used'],
  'delta.failed': ['warn', 'delta failed'],
  'fleet.unreachable': ['warn', 'fleet unreachable'],
  'fleet.reachable': ['info', 'fleet reachable again'],
  'fleet.hinted': ['trace', 'fleet may have changed'],
  'fleet.voted': ['debug', 'vote cast'],
  'fleet.activated': ['info', 'rolled out version is live'],
  'fleet.refused': ['error', 'rolled out version refused'],
  'fleet.went-back': ['warn', 'version before the rollout is live'],
  'fleet.halted': ['warn', 'rollout has halted'],
  'fleet.decided': ['info', 'rollout changed'],
  'supervisor.restarted': ['warn', 'supervisor restarts children'],
  'supervisor.gave-up': ['fatal', 'supervisor gave up'],
  'supervisor.resumed': ['warn', 'supervisor starts again'],
  'supervisor.killed': ['warn', 'child did not stop in time'],
  'supervisor.stopped': ['info', 'supervisor stopped'],
  'listener.failed': ['error', 'listener failed'],
}

/** The level and the message of an event. */
export function lineOf(event: TermEvent): readonly [Level, string] {
  const [level, message] = LINES[event.type] as readonly [Level | ((event: TermEvent) => Level), string]
  return [typeof level === 'function' ? level(event) : level, message]
}
