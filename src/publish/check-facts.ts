/** What a publisher says of a payload, checked before anything is put anywhere. @module */

import { unexpected } from '../base/unexpected.ts'
import { malformedPart } from '../manifest/index.ts'
import type { PublicationFacts } from './publish.ts'
import type { TermStanding } from './standing.ts'

const EXPECTED: Readonly<Record<keyof PublicationFacts, string>> = {
  encoding: 'gzip, br or zstd',
  mediaType: 'text of 1 to 200 characters',
  expires: 'a moment to come, in ISO 8601 and UTC',
  minSeq: 'a whole number, at least 1',
  provenance: 'at most 32 words by name, each of 1 to 1000 characters',
  restores: 'the number of a publication',
}

/** @throws TypeError that names the option and the value seen */
export function checkFacts(of: string, facts: PublicationFacts): void {
  const name = malformedPart(facts) as keyof PublicationFacts | undefined
  if (name !== undefined) throw unexpected(of, name, EXPECTED[name], facts[name])
  // Readers would take it for one second, or never.
  if (facts.expires !== undefined && Date.parse(facts.expires) <= Date.now())
    throw unexpected(of, 'expires', EXPECTED.expires, facts.expires)
}

/**
 * Who withdraws what comes after withdraws this one, and all that follow up to there: no reader would get anything new.
 *
 * @throws TypeError
 */
export function checkLeast(of: string, { minSeq }: PublicationFacts, { highest }: TermStanding): void {
  if (minSeq !== undefined && minSeq > highest + 1)
    throw unexpected(of, 'minSeq', `at most the number of this publication, which is ${highest + 1}`, minSeq)
}
