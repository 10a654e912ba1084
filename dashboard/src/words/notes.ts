/** What a term's machine is about to do, in words. @module */

import type { TermFacts } from '../../../src/serve/api/term-facts.ts'
import { countdown } from './ages.ts'
import { shareWords } from './kinds.ts'
import { NOTHING, sizeWords } from './sizes.ts'

/** A line: `next probe in 0:18`, `42.2 MB of 68.0 MB`. */
export function noteWords(facts: TermFacts, now: number): string {
  const { state, waitsFor } = facts
  if (waitsFor === 'turn') return 'waits for its turn'
  switch (state) {
    case 'idle':
      return due('next probe', facts, now) ?? 'probes when it is told to'
    case 'backoff':
      if (waitsFor === 'budget') return due('spares the origin for', facts, now, '') ?? 'spares the origin'
      return due('next attempt', facts, now) ?? 'waits'
    case 'probing':
      return 'asks for a new version'
    case 'downloading':
      return bytesWords(facts)
    case 'decoding':
      return 'decodes, checks'
    case 'storing':
      return 'publishes'
    case 'down':
      return 'has ended; its supervisor decides'
  }
}

function due(what: string, { nextAt }: TermFacts, now: number, link = ' in'): string | undefined {
  if (nextAt === undefined) return undefined
  return nextAt <= now && link !== '' ? `${what} is due` : `${what}${link} ${countdown(nextAt - now)}`
}

function bytesWords({ running }: TermFacts): string {
  const { received, expected } = running ?? {}
  if (received === undefined) return 'fetches bytes'
  return expected === undefined
    ? `${sizeWords(received)} so far`
    : `${sizeWords(received)} of ${sizeWords(expected)}`
}

/** The same for a narrow column: `0:18`, `62 %`, `now`. */
export function nextWords(facts: TermFacts, now: number): string {
  if (facts.state !== 'idle' && facts.state !== 'backoff') {
    return facts.state === 'down' ? NOTHING : (shareWords(facts) ?? 'now')
  }
  if (facts.waitsFor === 'turn') return 'its turn'
  return facts.nextAt === undefined ? NOTHING : countdown(facts.nextAt - now)
}
