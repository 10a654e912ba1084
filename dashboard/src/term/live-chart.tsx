/** The chart of a term: its state is lit, and the way that it took last is drawn once. @module */

import charts from '../../../diagrams/term-live.json'
import type { TermFacts } from '../../../src/serve/api/term-facts.ts'

interface LiveChartProps {
  readonly state: TermFacts['state']
  readonly last: TermFacts['lastTransition']
}

/** Both sizes; the style sheet shows the one that there is room for. */
export function LiveChart(props: LiveChartProps) {
  return (
    <div class="chart">
      <Sheet {...props} size="wide" />
      <Sheet {...props} size="narrow" />
    </div>
  )
}

function Sheet({ state, last, size }: LiveChartProps & { readonly size: keyof typeof charts }) {
  const { ground, states, size: extent } = charts[size]
  return (
    <svg
      class={size}
      viewBox={`0 0 ${extent.join(' ')}`}
      role="img"
      aria-label={`The states of a term; it is in ${state}`}
    >
      <g dangerouslySetInnerHTML={{ __html: ground }} />
      {last?.from !== undefined && last.to === state ? <Taken key={last.at} {...wayOf(size, last)} /> : null}
      {Object.entries(states).map(([id, { at, radius, kind, svg }]) => (
        <g key={id} data-state={id} class={id === state ? `lit ${kind}` : kind}>
          <Halo at={at} radius={radius} />
          <g dangerouslySetInnerHTML={{ __html: svg }} />
        </g>
      ))}
    </svg>
  )
}

function Halo({
  at: [x, y, width, height],
  radius,
}: {
  readonly at: readonly number[]
  readonly radius: number
}) {
  return <rect class="halo" x={x} y={y} width={width} height={height} rx={radius} />
}

interface Way {
  readonly alarming: boolean
  readonly line: string
  readonly head: string
}

function wayOf(
  size: keyof typeof charts,
  { from, to }: { readonly from?: string | undefined; readonly to: string },
) {
  const ways: Readonly<Record<string, Way>> = charts[size].ways
  return ways[`${from}>${to}`]
}

/** Where the machine went in one step that the chart doesn't have, as from one change to the next, nothing is drawn. */
function Taken({ alarming, line, head }: Partial<Way>) {
  return (
    <g class={alarming === true ? 'taken alarming' : 'taken'}>
      <path class="trace" pathLength={1} d={line} />
      <path class="trace-head" d={head} />
    </g>
  )
}
