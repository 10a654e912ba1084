/** The audit of a term: who has changed its documents, from which revision to which. The last state can be replayed of it. @module */

import { randomBytes } from 'node:crypto'
import type { Control, ControlEntry } from './control.ts'
import { keys } from './keys.ts'

/** Which document of a term. */
export type DocumentKind = 'rollout' | 'pin'

export interface AuditEntry {
  readonly schema: 1
  readonly term: string
  readonly document: DocumentKind
  /** Who: an instance that decided by votes, or somebody at a prompt. */
  readonly actor: string
  /** What they did, as `halt` or `next stage`. */
  readonly action: string
  readonly why?: string | undefined
  /** The revision that was changed; absent: there was no document. */
  readonly before?: string | undefined
  readonly after: string
  /** By the engine's clock, in epoch ms. */
  readonly at: number
  /** The document as it is since. */
  readonly value: string
}

/** Sorts by time, and two of one moment are two. */
const idOf = (at: number): string => `${String(at).padStart(15, '0')}-${randomBytes(4).toString('hex')}`

/** Notes it once, under a name that nobody can know before: no entry takes the place of another. */
export async function noteChange(
  control: Control,
  service: string,
  entry: Omit<AuditEntry, 'schema'>,
): Promise<void> {
  const key = keys.audit(service, entry.term, idOf(entry.at))
  await control.swap('audit', key, JSON.stringify({ schema: 1, ...entry } satisfies AuditEntry), undefined)
}

const TEXTS = ['after', 'value', 'actor', 'action'] as const satisfies readonly (keyof AuditEntry)[]

export function readAudit(entries: readonly ControlEntry[]): AuditEntry[] {
  return entries.flatMap(({ value }) => {
    try {
      const entry = JSON.parse(value) as AuditEntry
      const isGood = entry.schema === 1 && TEXTS.every((name) => typeof entry[name] === 'string')
      return isGood && Number.isFinite(entry.at) ? entry : []
    } catch {
      return []
    }
  })
}

/** By this a rollout is noted whose place another has taken: its state is the last one that it had, at no revision of its own. */
export const SUPERSEDE = 'supersede'

/** The document that the noted changes lead to; `undefined` where none is noted. Clocks aren't asked: each names its revision. */
export function replay(entries: readonly AuditEntry[], document: DocumentKind): AuditEntry | undefined {
  const own = entries.filter((entry) => entry.document === document && entry.action !== SUPERSEDE)
  const changed = new Set(own.map(({ before }) => before))
  return own.findLast(({ after }) => !changed.has(after))
}
