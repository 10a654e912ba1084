/** What is held of a term, one row for each payload: what was published, and what was refused. @module */

import type { EditionFacts, QuarantinedFacts, TermPage } from '../../../src/serve/api/term-page.ts'

export interface HeldRow {
  /** What the service knows it by: its digest, or its version where there is none. */
  readonly id: string
  /** As many of its digits as people compare. */
  readonly digits: string
  /** Its name, where that isn't the beginning of its digest. */
  readonly version: string | undefined
  readonly standing: Standing
  readonly words: string
  /** Why it was refused. */
  readonly reason?: string
  readonly at: number | undefined
  readonly bytes: number | undefined
  readonly source: string | undefined
  /** What may be asked of the service. */
  readonly actions: readonly { readonly action: RowAction; readonly words: string }[]
  /** Whether its value is held, so that it can be compared. */
  readonly comparable: boolean
}

export type Standing = 'quarantined' | 'served' | 'pinned' | 'kept'
export type RowAction = 'pin' | 'unpin' | 'release' | 'accept'

/** As Git shows its own. */
const DIGITS = 8

/** The refused first: they are what somebody looks for. */
export function heldRows({
  editions,
  quarantined,
}: Pick<TermPage, 'editions' | 'quarantined'>): readonly HeldRow[] {
  const live = editions.findIndex((facts) => facts.live)
  return [
    ...quarantined.map(refusedRow),
    ...editions.map((facts, index) => editionRow(facts, live >= 0 && index > live)),
  ]
}

function refusedRow({ version, digest, code, reason, at, accepted = false }: QuarantinedFacts): HeldRow {
  const rule = code.replace('ERR_TERM_', '').toLowerCase()
  return {
    id: digest,
    digits: digest.slice(0, DIGITS),
    version: nameOf(version, digest),
    standing: 'quarantined',
    words: accepted ? 'accepted, comes again' : `quarantined: ${rule}`,
    reason,
    at,
    bytes: undefined,
    source: undefined,
    actions: accepted ? [] : refusedActions(code),
    comparable: false,
  }
}

/** What a guard has refused may be what somebody meant; nothing else is let through by hand. */
const refusedActions = (code: string): HeldRow['actions'] => [
  { action: 'release', words: 'release' },
  ...(code === 'ERR_TERM_GUARD' ? [{ action: 'accept', words: 'accept' } as const] : []),
]

function editionRow(facts: EditionFacts, isBefore: boolean): HeldRow {
  const { version, digest, publishedAt, bytes, source, live, pinned } = facts
  const id = digest ?? version ?? ''
  return {
    id,
    digits: id.slice(0, DIGITS),
    version: nameOf(version, id),
    standing: pinned ? 'pinned' : live ? 'served' : 'kept',
    words: standingWords(facts),
    at: publishedAt,
    bytes,
    source,
    actions: id === '' ? [] : [pinned ? UNPIN : { action: 'pin', words: isBefore ? 'roll back' : 'pin' }],
    comparable: id !== '',
  }
}

const nameOf = (version: string | undefined, digest: string): string | undefined =>
  version !== undefined && digest.startsWith(version) ? undefined : version

const UNPIN = { action: 'unpin', words: 'unpin' } as const

function standingWords({ live, pinned, where, origin }: EditionFacts): string {
  if (pinned) return live ? 'pinned, served' : 'pinned'
  if (live) return origin === 'initial' ? 'served, the initial value' : 'served'
  return where === 'disk' ? 'kept on disk' : 'kept'
}

/** The two rows that are compared by themselves: what is served, and what was before it. */
export function comparedAtFirst(rows: readonly HeldRow[]): readonly string[] {
  const comparable = rows.filter((row) => row.comparable)
  const at = comparable.findIndex(({ standing }) => standing === 'served' || standing === 'pinned')
  const pair = at < 0 ? [] : comparable.slice(at, at + 2)
  return pair.length === 2 ? pair.map(({ id }) => id) : []
}
