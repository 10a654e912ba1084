/** The publications that a fleet has known, by what its audit has of them. @module */

import type { Ref } from '../manifest/index.ts'
import { type AuditEntry, readAudit } from './audit.ts'
import type { Control } from './control.ts'
import { keys } from './keys.ts'
import { isRef, isSameRef, readRollout } from './rollout/index.ts'
import { votesOn } from './votes-on.ts'

/** The one of this number; `undefined` where no rollout and no pin has named it. */
export async function refNumbered(
  control: Control,
  service: string,
  term: string,
  seq: number,
): Promise<Ref | undefined> {
  const audit = readAudit(await control.list('audit', keys.topic(service, term)))
  return audit.flatMap(refsIn).findLast((ref) => ref.seq === seq)
}

/**
 * How many instances have refused it in a rollout, as far as their votes last, which is a day.
 *
 * @param known - the audit of the term; absent: it is read
 */
export async function countRefusals(
  control: Control,
  service: string,
  term: string,
  ref: Ref,
  known?: readonly AuditEntry[],
): Promise<number> {
  const audit = known ?? readAudit(await control.list('audit', keys.topic(service, term)))
  const ids = new Set(
    audit.flatMap(({ document, value }) => {
      const rollout = document === 'rollout' ? readRollout(value, term) : undefined
      return rollout !== undefined && isSameRef(rollout.to, ref) ? rollout.id : []
    }),
  )
  const votes = await Promise.all([...ids].map((id) => votesOn(control, service, term, id)))
  const failed = votes.flat().filter(({ vote }) => vote === 'fail')
  return new Set(failed.map(({ instance }) => instance)).size
}

/** All of them, the newest first, each number once. */
export function refsKnown(audit: readonly AuditEntry[]): readonly Ref[] {
  const bySeq = new Map(audit.flatMap(refsIn).map((ref) => [ref.seq, ref]))
  return [...bySeq.values()].toSorted((one, other) => other.seq - one.seq)
}

function refsIn({ value }: { readonly value: string }): readonly Ref[] {
  try {
    const { from, to, ref } = JSON.parse(value) as Readonly<Record<string, unknown>>
    return [from, to, ref].filter(isRef).map(({ seq, sha256 }) => ({ seq, sha256 }))
  } catch {
    return []
  }
}
