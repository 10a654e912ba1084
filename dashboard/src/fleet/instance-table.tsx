/** Rows of instances in a box that scrolls: a thousand of them cost what is in view. @module */

import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { FleetTermFacts } from '../../../src/serve/api/fleet-facts.ts'
import { ageWords } from '../words/ages.ts'
import { versionLook } from '../words/fleet.ts'
import { type InstanceRow, saidWords } from '../words/fleet-instances.ts'
import { NOTHING } from '../words/sizes.ts'
import { windowOf } from '../words/window-of.ts'

interface Props {
  readonly rows: readonly InstanceRow[]
  readonly facts: FleetTermFacts
  readonly own: string
  readonly now: number
}

const COLUMNS = ['instance', 'host', 'zone', 'version', 'state', 'says', 'report', 'everterm'] as const

/** As the style sheet has them, on a screen and on a phone. */
const [ROW_PX, PHONE_ROW_PX] = [28, 56]
const phone = matchMedia('(max-width: 560px)')

export function InstanceTable({ rows, facts, own, now }: Props) {
  const box = useRef<HTMLElement>(null)
  const [place, setPlace] = useState({ top: 0, height: 480 })
  const look = (): void => {
    const { scrollTop = 0, clientHeight = 480 } = box.current ?? {}
    setPlace({ top: scrollTop, height: clientHeight })
  }
  useLayoutEffect(look, [rows.length])
  const rowPx = phone.matches ? PHONE_ROW_PX : ROW_PX
  const { first, end } = windowOf(rows.length, rowPx, place.top, place.height)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
    <section ref={box} class="instance-box" tabIndex={0} aria-label="List of instances" onScroll={look}>
      <table aria-rowcount={rows.length + 1}>
        <caption class="unseen">Instances by their names</caption>
        <thead>
          <tr aria-rowindex={1}>
            {COLUMNS.map((name) => (
              <th key={name} scope="col" class={`i-${name}`}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Gap px={first * rowPx} />
          {rows.slice(first, end).map((row, index) => (
            <Row key={row.facts.instance} row={row} at={first + index} facts={facts} own={own} now={now} />
          ))}
          <Gap px={(rows.length - end) * rowPx} />
        </tbody>
      </table>
      {rows.length === 0 ? <p class="muted">No instance is so.</p> : null}
    </section>
  )
}

/** Stands for rows that nobody sees. */
const Gap = ({ px }: { readonly px: number }) =>
  px === 0 ? null : (
    <tr class="gap">
      <td colSpan={COLUMNS.length} style={{ height: `${px}px` }} />
    </tr>
  )

interface RowProps extends Omit<Props, 'rows'> {
  readonly row: InstanceRow
  readonly at: number
}

function Row({ row: { facts: instance, of }, at, facts, own, now }: RowProps) {
  const { instance: name, host, zone, steward, everterm, node } = instance
  const isWrong = of.error !== undefined || of.vote === 'fail' || of.behind === true
  return (
    <tr aria-rowindex={at + 2}>
      <td class="i-instance" title={name}>
        <code>{name}</code>
        {name === own ? <span class="tag">this one</span> : null}
        {steward ? <span class="tag">steward</span> : null}
      </td>
      <td class="i-host">{host}</td>
      <td class="i-zone">{zone ?? NOTHING}</td>
      <td class="i-version">
        <i class={versionLook(facts, of.seq)} aria-hidden="true" />
        {of.seq ?? NOTHING}
      </td>
      <td class="i-state">{of.state === '' ? NOTHING : of.state}</td>
      <td class={isWrong ? 'i-says retry' : 'i-says muted'}>{saidWords(of)}</td>
      <td class="i-report muted">{ageWords(now - instance.at)}</td>
      <td class="i-everterm muted" title={`Node.js ${node}`}>
        {everterm}
      </td>
    </tr>
  )
}
