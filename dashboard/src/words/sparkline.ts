/** The durations of the last refreshes, as the paths of a small chart. @module */

import type { AttemptFacts } from '../../../src/serve/api/term-facts.ts'
import { tookWords } from './ages.ts'
import { NOTHING } from './sizes.ts'

type Recent = readonly Pick<AttemptFacts, 'durationMs' | 'outcome'>[]

export interface Sparkline {
  readonly good: string
  /** Bars with a point, so that nobody needs to see their colour. */
  readonly failed: string
  /** The bar of the last refresh, where that was good. */
  readonly last: string
}

/** How many bars there is room for. */
const ROOM = 24

export function sparklineOf(recent: Recent, width: number, height: number): Sparkline {
  const shown = recent.slice(-ROOM)
  const longest = Math.max(1, ...shown.map(({ durationMs }) => durationMs))
  const step = width / ROOM
  const bar = round(step - 1)
  const paths = { good: '', failed: '', last: '' }
  shown.forEach(({ durationMs, outcome }, index) => {
    const x = round((ROOM - shown.length + index) * step)
    const tall = Math.max(2, (durationMs / longest) * (height - 1))
    if (outcome === 'failed') {
      paths.failed += `M${x} ${round(height / 2)}l${round(bar / 2)}-3 ${round(bar / 2)} 3V${height}h-${bar}z`
      return
    }
    const path = `M${x} ${round(height - tall)}h${bar}V${height}h-${bar}z`
    paths[index === shown.length - 1 ? 'last' : 'good'] += path
  })
  return paths
}

const round = (length: number): number => Math.round(length * 10) / 10

/** The median of those refreshes that were good. */
export function medianWords(recent: Recent): string {
  const good = recent.filter(({ outcome }) => outcome === 'updated' || outcome === 'unchanged')
  const sorted = good.map(({ durationMs }) => durationMs).toSorted((one, other) => one - other)
  const middle = sorted[sorted.length >> 1]
  return middle === undefined ? NOTHING : tookWords(middle)
}
