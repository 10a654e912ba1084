/** Looks at the fleet of a tree for whoever asks: one look for all who ask at the same time. @module */

import { type AuditShelf, auditShelf } from '../../fleet/audit-shelf.ts'
import type { JoinedFleet } from '../../fleet/joined.ts'
import { countRefusals } from '../../fleet/known-refs.ts'
import { stayingOf } from '../../fleet/reports.ts'
import { sightOf } from '../../fleet/sight.ts'
import { termsKnown } from '../../fleet/terms-known.ts'
import type { FleetFacts } from '../api/fleet-facts.ts'
import { fleetFactsOf } from './fleet-facts-of.ts'

export interface FleetLook {
  /** @throws TermError where the engine doesn't answer */
  facts(): Promise<FleetFacts>
  /** Something was done: the next look is a new one. */
  forget(): void
}

/** A look is taken for new for so long, and for so many times as long as it took: a large fleet is asked less often. */
const FRESH_MS = 1_000
const REST = 4

export function fleetLook(fleet: JoinedFleet): FleetLook {
  const audits = auditShelf(fleet.control, fleet.service)
  let last: { readonly facts: Promise<FleetFacts>; freshUntil: number } | undefined

  return {
    facts() {
      if (last !== undefined && performance.now() < last.freshUntil) return last.facts
      const began = performance.now()
      const look = { facts: looked(fleet, audits), freshUntil: Infinity }
      last = look
      const done = () => {
        const now = performance.now()
        look.freshUntil = now + Math.max(FRESH_MS, REST * (now - began))
      }
      look.facts.then(done, () => {
        look.freshUntil = performance.now() + FRESH_MS
      })
      return look.facts
    },
    forget() {
      last = undefined
    },
  }
}

async function looked(fleet: JoinedFleet, audits: AuditShelf): Promise<FleetFacts> {
  const { control, service } = fleet
  const reports = await stayingOf(control, service)
  const terms = []
  for (const name of await termsKnown(control, service, reports)) {
    const sight = await sightOf(control, service, name, reports)
    const audit = await audits.of(sight)
    const ref = sight.pin?.document?.ref
    const refused = ref === undefined ? 0 : await countRefusals(control, service, name, ref, audit)
    terms.push({ sight, audit, refused })
  }
  return fleetFactsOf(fleet, reports, terms)
}
