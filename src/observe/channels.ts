/** Publishes events on `node:diagnostics_channel`, for tools that find a process and not a tree. @module */

import diagnostics_channel from 'node:diagnostics_channel'
import type { TermEvent } from '../events/events.ts'
import type { Observer } from '../events/observer.ts'

/** The names of the channels; a message is the `TermEvent` itself. */
export const CHANNELS = Object.freeze({
  /** The life of a term: started, stopped, crashed, rejected, stale, expired, fresh, another source, and an origin that is asked less often. */
  term: 'everterm:term',
  /** Each change of state. */
  transition: 'everterm:transition',
  /** Attempts: started, updated, unchanged, failed, cancelled, recovered; and the deltas that they used. */
  refresh: 'everterm:refresh',
  /** What is put on disk, and read of it: loaded, written, failed, ignored. */
  keepsake: 'everterm:keepsake',
  /** What a fleet has its instance hold, and what that makes of it: hinted, voted, activated, refused, went-back, halted, decided; and whether its engine is there. */
  fleet: 'everterm:fleet',
  /** Restarts and what follows: restarted, gave-up, resumed, killed, stopped. */
  supervisor: 'everterm:supervisor',
  /** A listener that threw. */
  listener: 'everterm:listener',
} as const)

const CHANNEL_OF: Readonly<Record<TermEvent['type'], keyof typeof CHANNELS>> = {
  'term.started': 'term',
  'term.stopped': 'term',
  'term.crashed': 'term',
  'term.rejected': 'term',
  'term.swapped': 'term',
  'term.pinned': 'term',
  'term.unpinned': 'term',
  'term.held-back': 'term',
  'term.released': 'term',
  'term.accepted': 'term',
  'term.stale': 'term',
  'term.expired': 'term',
  'term.fresh': 'term',
  'keepsake.loaded': 'keepsake',
  'keepsake.written': 'keepsake',
  'keepsake.failed': 'keepsake',
  'keepsake.ignored': 'keepsake',
  'source.changed': 'term',
  'origin.throttled': 'term',
  'delta.used': 'refresh',
  'delta.failed': 'refresh',
  'fleet.unreachable': 'fleet',
  'fleet.reachable': 'fleet',
  'fleet.hinted': 'fleet',
  'fleet.voted': 'fleet',
  'fleet.activated': 'fleet',
  'fleet.refused': 'fleet',
  'fleet.went-back': 'fleet',
  'fleet.halted': 'fleet',
  'fleet.decided': 'fleet',
  'term.transition': 'transition',
  'refresh.started': 'refresh',
  'refresh.updated': 'refresh',
  'refresh.unchanged': 'refresh',
  'refresh.failed': 'refresh',
  'refresh.cancelled': 'refresh',
  'refresh.recovered': 'refresh',
  'supervisor.restarted': 'supervisor',
  'supervisor.gave-up': 'supervisor',
  'supervisor.resumed': 'supervisor',
  'supervisor.killed': 'supervisor',
  'supervisor.stopped': 'supervisor',
  'listener.failed': 'listener',
}

/** Makes an observer that publishes each event on its diagnostics channel, if somebody listens. */
export function channels(): Observer {
  const open = {
    term: diagnostics_channel.channel(CHANNELS.term),
    transition: diagnostics_channel.channel(CHANNELS.transition),
    refresh: diagnostics_channel.channel(CHANNELS.refresh),
    keepsake: diagnostics_channel.channel(CHANNELS.keepsake),
    fleet: diagnostics_channel.channel(CHANNELS.fleet),
    supervisor: diagnostics_channel.channel(CHANNELS.supervisor),
    listener: diagnostics_channel.channel(CHANNELS.listener),
  }
  return {
    name: 'channels',
    hear(event) {
      const channel = open[CHANNEL_OF[event.type]]
      if (channel.hasSubscribers) channel.publish(event)
    },
  }
}
