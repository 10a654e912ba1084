/** Who has changed what, and why: the last entries of the audit, of all terms. @module */

import type { AuditFacts, FleetTermFacts } from '../../../src/serve/api/fleet-facts.ts'
import { Icon } from '../parts/icon.tsx'
import { Panel } from '../parts/panel.tsx'
import { timeWords } from '../words/ages.ts'
import type { IconName } from '../words/icons.ts'

interface Props {
  readonly terms: readonly FleetTermFacts[]
  readonly now: number
}

const MOST = 50

export function FleetAudit({ terms, now }: Props) {
  const all = terms
    .flatMap(({ name, audit }) => audit.map((entry) => ({ ...entry, name })))
    .toSorted((one, other) => other.at - one.at)
    .slice(0, MOST)
  return (
    <Panel title="Audit" class="fleet-audit" aside={<span class="muted">the newest first</span>}>
      {all.length === 0 ? (
        <p class="muted">Nobody has changed anything in the last 90 days.</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
        <ol tabIndex={0} aria-label="Changes">
          {all.map((entry) => (
            <Entry
              key={`${entry.name} ${entry.at} ${entry.action}`}
              entry={entry}
              name={entry.name}
              now={now}
            />
          ))}
        </ol>
      )}
    </Panel>
  )
}

function Entry({
  entry,
  name,
  now,
}: {
  readonly entry: AuditFacts
  readonly name: string
  readonly now: number
}) {
  const { at, actor, action, why, seq } = entry
  return (
    <li>
      <Icon name={iconOf(action)} />
      <div>
        <p>
          <b>
            {name} {seq}
          </b>
          <span>{action}</span>
          <span class="grow" />
          <time dateTime={new Date(at).toISOString()}>{timeWords(at, now)}</time>
        </p>
        <p class="who">
          <code>{actor}</code>
          {why === undefined ? null : <span>{why}</span>}
        </p>
      </div>
    </li>
  )
}

const SIGNS: Readonly<Record<string, IconName>> = {
  begin: 'fleet',
  pause: 'pause',
  paused: 'pause',
  resume: 'resume',
  halt: 'halt',
  halted: 'halt',
  promote: 'promote',
  done: 'current',
  pin: 'pinned',
  unpin: 'pinned',
}

const iconOf = (action: string): IconName => SIGNS[action] ?? 'right'
