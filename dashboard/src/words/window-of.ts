/** Which rows of a long list are written: those in view, and some beside them. @module */

export interface RowWindow {
  readonly first: number
  /** Behind the last one. */
  readonly end: number
}

/** How many rows beyond the edges are there before somebody scrolls to them. */
const SPARE = 12

export function windowOf(count: number, rowPx: number, top: number, height: number): RowWindow {
  const first = Math.max(0, Math.min(count, Math.floor(top / rowPx)) - SPARE)
  return { first, end: Math.min(count, Math.ceil((top + height) / rowPx) + SPARE) }
}
