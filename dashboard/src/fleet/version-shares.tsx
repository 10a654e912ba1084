/** Which versions are held by how many, as one bar. @module */

import type { FleetTermFacts, HeldFacts } from '../../../src/serve/api/fleet-facts.ts'
import { shareWords, versionLook } from '../words/fleet.ts'

export function VersionShares({ facts }: { readonly facts: FleetTermFacts }) {
  const { held, instances } = facts
  return (
    <figure class="shares">
      <figcaption>Versions by share of instances</figcaption>
      <div class="share-bar" aria-hidden="true">
        {held.map((one) => (
          <i key={keyOf(one)} class={versionLook(facts, one.seq)} style={{ flexGrow: one.count }} />
        ))}
      </div>
      <ul>
        {held.map((one) => (
          <li key={keyOf(one)}>
            <i class={versionLook(facts, one.seq)} aria-hidden="true" />
            <b>{one.seq ?? 'no value'}</b> <code>{one.sha8}</code>{' '}
            <span class="muted">{shareWords(one.count, instances)}</span>
          </li>
        ))}
      </ul>
    </figure>
  )
}

const keyOf = ({ seq, sha8 }: HeldFacts): string => `${seq} ${sha8}`
