/** A small chart: how many restarts counted, beside how many may. @module */

import { now } from '../store/clock.ts'
import { ageWords, timeWords } from '../words/ages.ts'
import type { Intensity } from '../words/intensity.ts'

interface Props {
  readonly intensity: Intensity
  readonly limit: number
  readonly withinMs: number
}

const [WIDTH, HEIGHT, LEFT, TOP] = [304, 66, 22, 10]

export function IntensityChart({ intensity, limit, withinMs }: Props) {
  const { from, to, restarts, steps, most, gaveUpAt } = intensity
  const highest = Math.max(limit, most)
  const x = (at: number): number =>
    Math.round((LEFT + ((at - from) / (to - from)) * (WIDTH - LEFT)) * 10) / 10
  const y = (count: number): number => Math.round((HEIGHT - (count / highest) * (HEIGHT - TOP)) * 10) / 10
  const line = `M${LEFT} ${HEIGHT}${steps.map(({ at, count }) => `H${x(at)}V${y(count)}`).join('')}H${WIDTH}`
  const first = restarts[0]?.at ?? from
  return (
    <figure>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT + 12}`} aria-hidden="true">
        <path class="area" d={`${line}V${HEIGHT}z`} />
        <path class="ground" d={`M${LEFT} ${HEIGHT}H${WIDTH}`} />
        <path class="limit" d={`M${LEFT} ${y(limit)}H${WIDTH}`} />
        <text x={LEFT - 6} y={y(limit) + 4}>
          {limit}
        </text>
        <text x={LEFT - 6} y={HEIGHT}>
          0
        </text>
        <path class="count" d={line} />
        {/* How long a restart counts. */}
        <path class="period" d={`M${x(first)} ${HEIGHT + 4}v4H${x(Math.min(to, first + withinMs))}v-4`} />
        {restarts.map(({ at }) => (
          <circle key={at} cx={x(at)} cy={HEIGHT} r="3" />
        ))}
        {gaveUpAt === undefined ? null : (
          <path class="gave-up" d={`M${x(gaveUpAt) - 4} ${y(limit) - 4}l8 8m0-8l-8 8`} />
        )}
      </svg>
      <figcaption>{captionOf(intensity, limit, withinMs)}</figcaption>
    </figure>
  )
}

function captionOf({ restarts, most, gaveUpAt, from }: Intensity, limit: number, withinMs: number): string {
  const began = timeWords(restarts[0]?.at ?? from, now.peek())
  const end = gaveUpAt === undefined ? '' : '; then it gave up'
  return `${began}: ${most} of ${limit} within ${ageWords(withinMs)}${end}.`
}
