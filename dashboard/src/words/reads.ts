/** What readers get, in words; and whether it is any of their business. @module */

import type { Reads, TermFacts } from '../../../src/serve/api/term-facts.ts'
import { ageWords } from './ages.ts'

/** Whoever reads one of these notices it: the only things that are red. */
const AFFECTED: ReadonlySet<Reads> = new Set(['stale', 'expired', 'none'])

export const affectsReaders = ({ reads }: Pick<TermFacts, 'reads'>): boolean => AFFECTED.has(reads)

/** What `get()` does now. */
export function readsWords(facts: TermFacts, now: number): string {
  switch (facts.reads) {
    case 'current':
      return 'current value'
    case 'last-good':
      return 'last good value'
    case 'pinned':
      return 'pinned version'
    case 'stale':
      return staleWords(facts, now)
    case 'expired':
      return 'throws: expired'
    case 'none':
      return 'throws: not loaded'
  }
}

function staleWords({ confirmedAt, limitMs }: TermFacts, now: number): string {
  const over = limitMs === undefined || confirmedAt === undefined ? 0 : now - confirmedAt - limitMs
  // What is derived of stale values is stale without a limit of its own.
  return over > 0 ? `stale by ${ageWords(over)}` : 'stale value'
}

/** What is wrong, after the name of the term. */
export function complaintWords({ reads, limitMs }: TermFacts): string {
  if (reads === 'none') return 'has never loaded and throws'
  if (reads === 'expired') return 'has expired and throws'
  return limitMs === undefined ? 'is stale' : `is past its limit of ${ageWords(limitMs)}`
}

/** The same in one or two words, for the tree. */
export const shortComplaint = ({ reads }: Pick<TermFacts, 'reads'>): string =>
  reads === 'none' ? 'no value' : reads
