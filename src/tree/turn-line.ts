/**
 * Says whose turn it is to ask: so many terms of a tree at once, and so many of one origin. Who is waited for comes
 * first, origins take turns, and nobody waits for ever.
 *
 * A term may wait for another amid its attempt, as a function of headers that reads a token. So that no two wait for
 * each other, one more may begin after each second in which nobody ended.
 *
 * @module
 */

import type { Clock } from '../base/clock.ts'
import { withMethods } from '../base/with-methods.ts'
import type { Turn, TurnLine } from '../term/turn.ts'

/** How many terms ask one origin at once: as many as there are connections to it. */
const MOST_OF_ONE_ORIGIN = 16
const STALL_MS = 1_000
/** Of those who begin, one in so many is one whom nobody waits for, if there is any. */
const SHARE_OF_THE_CALM = 4

const RANKS = ['urgent', 'calm'] as const
type Rank = (typeof RANKS)[number]
type Ranked<T> = Readonly<Record<Rank, T>>

interface Place {
  readonly lane: Lane
  rank: Rank
  state: 'waits' | 'asks' | 'gone'
  begin(): void
}

type Ticket = Place & Turn

/** How many are in, and how many may be; whether somebody has gone out since it was last looked at. */
interface Room {
  taken: number
  size: number
  moved: boolean
}

/** Those who ask one origin, and the line before it. */
interface Lane extends Room {
  readonly origin: string
  readonly line: Ranked<Set<Ticket>>
}

/** `stallMs` is how long nobody has to end before one more may begin. */
export function turnLine(
  limit: number,
  clock: Pick<Clock, 'setTimeout' | 'clearTimeout'>,
  stallMs = STALL_MS,
): TurnLine {
  const lanes = new Map<string, Lane>()
  const tree: Room = { taken: 0, size: limit, moved: false }
  /** The lanes in which somebody may begin as soon as the tree has room; they take turns. */
  const ready: Ranked<Set<Lane>> = { urgent: new Set(), calm: new Set() }
  const sizeOfLane = Math.min(limit, MOST_OF_ONE_ORIGIN)
  let waiting = 0
  let served = 0
  let timer: unknown

  function laneOf(origin: string): Lane {
    const known = lanes.get(origin)
    if (known !== undefined) return known
    const line = { urgent: new Set<Ticket>(), calm: new Set<Ticket>() }
    const lane = { origin, line, taken: 0, size: sizeOfLane, moved: false }
    lanes.set(origin, lane)
    return lane
  }
  function sort(lane: Lane): void {
    for (const rank of RANKS) {
      if (lane.line[rank].size > 0 && hasRoom(lane)) ready[rank].add(lane)
      else ready[rank].delete(lane)
    }
    if (lane.taken === 0 && isEmpty(lane)) lanes.delete(lane.origin)
  }
  function serve(): void {
    while (hasRoom(tree)) {
      // Room that was made because nobody ends is for those who may be what the others wait for.
      const isTurnOfCalm = tree.size === limit && (served + 1) % SHARE_OF_THE_CALM === 0
      const rank = ready.calm.size > 0 && (isTurnOfCalm || ready.urgent.size === 0) ? 'calm' : 'urgent'
      const lane = first(ready[rank])
      const next = lane && first(lane.line[rank])
      if (next === undefined) break
      served += 1
      // The lane goes behind the others.
      ready[rank].delete(next.lane)
      stepOut(next)
      enter(next)
    }
    if (waiting > 0) timer ??= clock.setTimeout(look, stallMs)
    else stopLooking()
  }
  function enter(ticket: Ticket): void {
    const { lane } = ticket
    ticket.state = 'asks'
    tree.taken += 1
    lane.taken += 1
    sort(lane)
    ticket.begin()
  }
  function stepOut(ticket: Ticket): void {
    ticket.lane.line[ticket.rank].delete(ticket)
    waiting -= 1
  }
  function stepIn(ticket: Ticket): void {
    ticket.lane.line[ticket.rank].add(ticket)
    waiting += 1
    sort(ticket.lane)
  }
  function giveBack(this: Ticket): void {
    const { lane, state } = this
    if (state === 'gone') return
    this.state = 'gone'
    if (state === 'waits') stepOut(this)
    else {
      goOut(tree, limit)
      goOut(lane, sizeOfLane)
    }
    sort(lane)
    serve()
  }
  function hurry(this: Ticket): void {
    if (this.state !== 'waits' || this.rank === 'urgent') return
    stepOut(this)
    this.rank = 'urgent'
    stepIn(this)
  }
  /** Finds what stands still, and makes room for one more there. */
  function look(): void {
    timer = undefined
    for (const lane of lanes.values()) {
      if (!isEmpty(lane)) widen(lane)
      sort(lane)
    }
    widen(tree)
    serve()
  }
  function stopLooking(): void {
    clock.clearTimeout(timer)
    timer = undefined
  }

  const methods = { giveBack, hurry }
  return {
    take(origin, isUrgent, begin) {
      const fields: Place = {
        lane: laneOf(origin),
        rank: isUrgent ? 'urgent' : 'calm',
        state: 'waits',
        begin,
      }
      const ticket = withMethods(fields, methods)
      stepIn(ticket)
      serve()
      return ticket
    },
  }
}

const hasRoom = ({ taken, size }: Room): boolean => taken < size
const isEmpty = ({ line }: Lane): boolean => line.urgent.size + line.calm.size === 0
const first = <T>(set: ReadonlySet<T>): T | undefined => set.values().next().value

/** Lets one go out; a room that was widened gets no wider than it has to be. */
function goOut(room: Room, size: number): void {
  room.taken -= 1
  room.size = Math.max(size, Math.min(room.size, room.taken))
  room.moved = true
}

function widen(room: Room): void {
  if (!room.moved && !hasRoom(room)) room.size = room.taken + 1
  room.moved = false
}
