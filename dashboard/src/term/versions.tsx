/** What is held of a term, what was refused, and what differs between two of them. @module */

import { useState } from 'preact/hooks'
import type { TermPage } from '../../../src/serve/api/term-page.ts'
import { ActionButton } from '../parts/action-button.tsx'
import { Icon } from '../parts/icon.tsx'
import { Panel } from '../parts/panel.tsx'
import { timeWords } from '../words/ages.ts'
import type { IconName } from '../words/icons.ts'
import { NOTHING, sizeWords } from '../words/sizes.ts'
import { versionWords } from '../words/versions.ts'
import { Difference } from './difference.tsx'
import { comparedAtFirst, type HeldRow, heldRows, type Standing } from './held.ts'
import { dayOrTime } from './times.ts'
import { tell } from './told.ts'
import { WideTable } from './wide-table.tsx'

interface Props {
  readonly name: string
  readonly page: TermPage
  readonly now: number
}

export function Versions({ name, page, now }: Props) {
  const rows = heldRows(page)
  // Until somebody picks, what is compared goes with what is served.
  const [picked, setPicked] = useState<readonly string[] | undefined>(undefined)
  const held = picked?.filter((id) => rows.some((row) => row.id === id)) ?? comparedAtFirst(rows)
  const named = rows.some(({ version }) => version !== undefined)
  const pick = (id: string, on: boolean): void =>
    setPicked(on ? [...held, id].slice(-2) : held.filter((other) => other !== id))
  return (
    <Panel title="Versions" class="versions" aside={<span class="muted">pick two to compare</span>}>
      <WideTable label="Versions, the newest first">
        <table>
          <thead>
            <tr>
              <th scope="col" class="pick">
                <span class="unseen">compare</span>
              </th>
              <th scope="col" class="digest">
                digest
              </th>
              {named ? (
                <th scope="col" class="version">
                  version
                </th>
              ) : null}
              <th scope="col">is</th>
              <th scope="col" class="since">
                since
              </th>
              <th scope="col" class="size num">
                size
              </th>
              <th scope="col" class="do">
                <span class="unseen">actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row
                key={`${row.standing} ${row.id}`}
                row={row}
                named={named}
                name={name}
                now={now}
                picked={held.includes(row.id)}
                onPick={pick}
              />
            ))}
          </tbody>
        </table>
      </WideTable>
      {rows.length === 0 ? (
        <p class="none-yet">Nothing is held yet.</p>
      ) : (
        <Difference name={name} pair={inOrder(held, rows)} />
      )}
    </Panel>
  )
}

/** The older one first, as in a diff. */
const inOrder = (picked: readonly string[], rows: readonly HeldRow[]): readonly HeldRow[] =>
  rows.filter(({ id }) => picked.includes(id)).toReversed()

interface RowProps {
  readonly row: HeldRow
  /** Whether there is a column for names. */
  readonly named: boolean
  readonly name: string
  readonly now: number
  readonly picked: boolean
  readonly onPick: (id: string, on: boolean) => void
}

function Row({ row, named, name, now, picked, onPick }: RowProps) {
  const { id, digits, version, standing, words, reason, at, bytes, source, actions, comparable } = row
  const sign = SIGNS[standing]
  return (
    <tr class={picked ? 'picked' : undefined}>
      <td>
        {comparable ? (
          <label>
            <span class="unseen">compare {digits}</span>
            <input
              type="checkbox"
              checked={picked}
              onChange={({ currentTarget }) => onPick(id, currentTarget.checked)}
            />
          </label>
        ) : null}
      </td>
      <td>
        <code>{digits}</code>
      </td>
      {named ? <td title={version}>{versionWords(version)}</td> : null}
      <td>
        <span class={LOOKS[standing]} title={reason ?? source}>
          {sign === undefined ? null : <Icon name={sign} />}
          <span class="trunc">{words}</span>
        </span>
      </td>
      <td title={at === undefined ? undefined : timeWords(at, now)}>
        {at === undefined ? NOTHING : dayOrTime(at, now)}
      </td>
      <td class="num">{sizeWords(bytes)}</td>
      <td class="do">
        {actions.map(({ action, words }) => (
          <ActionButton
            key={action}
            class="small"
            onClick={() => void tell(name, action, action === 'unpin' ? undefined : id)}
          >
            {words}
            <span class="unseen"> {digits}</span>
          </ActionButton>
        ))}
      </td>
    </tr>
  )
}

const SIGNS: Readonly<Partial<Record<Standing, IconName>>> = {
  quarantined: 'quarantined',
  served: 'current',
  pinned: 'pinned',
}

const LOOKS: Readonly<Record<Standing, string>> = {
  quarantined: 'cell retry',
  served: 'cell',
  pinned: 'cell',
  kept: 'cell muted',
}
