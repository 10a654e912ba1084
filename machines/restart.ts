/** Decides who is started again after an end, and how many restarts are too many: pure functions. @module */

/** When a child is started again: always, only after an abnormal end, or never. */
export type RestartType = 'permanent' | 'transient' | 'temporary'

/** Who is started again when one child ends: that child alone, all children, or it and those that were started after it. */
export type Strategy = 'one-for-one' | 'one-for-all' | 'rest-for-one'

/** How many restarts a supervisor lets pass within a sliding period, in ms, before it gives up. */
export interface Intensity {
  readonly restarts: number
  readonly within: number
}

/** The restarts that still count at `now`. */
export const recentRestarts = (restarts: readonly number[], now: number, { within }: Intensity): number[] =>
  restarts.filter((at) => now - at < within)

/** Would one more restart at `now` be one too many? As many as the intensity says are allowed. */
export const exceedsIntensity = (restarts: readonly number[], now: number, intensity: Intensity): boolean =>
  recentRestarts(restarts, now, intensity).length + 1 > intensity.restarts

/** Is a child started again after such an end? */
export const comesBack = (type: RestartType, abnormal: boolean): boolean =>
  type === 'permanent' || (type === 'transient' && abnormal)

/** The part of the start order that shares the fate of the child at `index`. */
export function sharedFate<T>(children: readonly T[], index: number, strategy: Strategy): readonly T[] {
  if (strategy === 'one-for-one') return children.slice(index, index + 1)
  return strategy === 'one-for-all' ? children : children.slice(index)
}
