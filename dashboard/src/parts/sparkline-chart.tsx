/** The durations of the last refreshes; a pointed bar is one that failed. @module */

import { useMemo } from 'preact/hooks'
import type { TermFacts } from '../../../src/serve/api/term-facts.ts'
import { sparklineOf } from '../words/sparkline.ts'

interface Props {
  readonly recent: TermFacts['recent']
  readonly width: number
  readonly height: number
}

export function SparklineChart({ recent, width, height }: Props) {
  const { good, failed, last } = useMemo(() => sparklineOf(recent, width, height), [recent, width, height])
  return (
    <svg class="spark" viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
      <path d={good} />
      <path class="failed" d={failed} />
      <path class="last" d={last} />
    </svg>
  )
}
