/** An entry of an audit, for people. @module */

import type { AuditEntry } from '../../fleet/audit.ts'
import type { AuditFacts } from '../api/fleet-facts.ts'

export function auditFactsOf({ at, actor, action, why, value }: AuditEntry): AuditFacts {
  return { at, actor, action, why, seq: seqIn(value) }
}

function seqIn(value: string): number | undefined {
  try {
    const { to, ref } = JSON.parse(value) as Readonly<
      Record<'to' | 'ref', { readonly seq?: number } | undefined>
    >
    const seq = (to ?? ref)?.seq
    return typeof seq === 'number' ? seq : undefined
  } catch {
    return undefined
  }
}
