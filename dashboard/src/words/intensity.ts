/** How close a supervisor came to giving up: its restarts within a sliding period, as it went the last time. @module */

import type { HeardEvent } from '../../../src/serve/api/messages.ts'

export interface Intensity {
  /** The times between which there is something to be seen. */
  readonly from: number
  readonly to: number
  readonly restarts: readonly { readonly at: number; readonly child: string }[]
  /** How many restarts count from then on, until the next step. */
  readonly steps: readonly { readonly at: number; readonly count: number }[]
  readonly most: number
  readonly gaveUpAt: number | undefined
}

interface Period {
  readonly withinMs: number
}

/**
 * The last episode of a supervisor: its newest restarts, of which none is further from the next than the period.
 * `undefined` if it has made none.
 */
export function intensityOf(
  path: string,
  { withinMs }: Period,
  events: readonly HeardEvent[],
): Intensity | undefined {
  const own = events.filter(({ supervisor }) => supervisor === path)
  const all = own
    .filter(({ type }) => type === 'supervisor.restarted')
    .map(({ at, fields }) => ({ at, child: String(fields.child ?? '') }))
    .toSorted((one, other) => one.at - other.at)
  const restarts = lastEpisode(all, withinMs)
  const first = restarts[0]
  const last = restarts.at(-1)
  if (first === undefined || last === undefined) return undefined
  const gaveUpAt = own.find(({ type, at }) => type === 'supervisor.gave-up' && at >= first.at)?.at
  const ends = gaveUpAt ?? last.at + withinMs
  const steps = stepsOf(
    restarts.map(({ at }) => at),
    withinMs,
    gaveUpAt,
  )
  return {
    from: first.at - withinMs / 4,
    to: ends + withinMs / 4,
    restarts,
    steps,
    most: Math.max(...steps.map(({ count }) => count)),
    gaveUpAt,
  }
}

function lastEpisode<T extends { readonly at: number }>(
  restarts: readonly T[],
  withinMs: number,
): readonly T[] {
  let begin = restarts.length - 1
  const at = (index: number): number => restarts[index]?.at ?? 0
  while (begin > 0 && at(begin) - at(begin - 1) <= withinMs) begin--
  return restarts.slice(Math.max(0, begin))
}

/** Up at each restart, down when it has passed out of the period; to nothing where the supervisor gave up. */
function stepsOf(
  times: readonly number[],
  withinMs: number,
  gaveUpAt: number | undefined,
): Intensity['steps'] {
  const moves = times
    .flatMap((at) => [
      { at, by: 1 },
      { at: at + withinMs, by: -1 },
    ])
    .filter(({ at }) => gaveUpAt === undefined || at <= gaveUpAt)
    .toSorted((one, other) => one.at - other.at)
  let count = 0
  const steps = moves.map(({ at, by }) => {
    count += by
    return { at, count }
  })
  return gaveUpAt === undefined ? steps : [...steps, { at: gaveUpAt, count: 0 }]
}
