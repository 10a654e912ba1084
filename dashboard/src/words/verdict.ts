/** One sentence that answers the one question: do readers have good values? @module */

import type { TermFacts } from '../../../src/serve/api/term-facts.ts'
import type { HealthFacts } from '../../../src/serve/api/tree-facts.ts'
import { affectsReaders, complaintWords } from './reads.ts'

export interface Verdict {
  readonly tone: 'calm' | 'affected' | 'empty'
  readonly title: string
  /** The first of those terms that readers notice. */
  readonly affected: readonly { readonly name: string; readonly complaint: string }[]
  /** What follows them. */
  readonly rest: string
}

/** How many terms a sentence can name. */
const MOST_NAMED = 3

/** What is wrong with the tree itself, by the state of its root supervisor. */
const TREE: Readonly<Record<string, string>> = {
  restarting: 'The tree starts terms again.',
  stopping: 'The tree stops.',
  cooling: 'The tree had too many restarts: it cools down, and starts again by itself.',
  stopped: 'The tree has stopped; its values are those it had.',
}

export function verdictOf(terms: readonly TermFacts[], { state }: Pick<HealthFacts, 'state'>): Verdict {
  const tree = TREE[state]
  const bad = terms.filter(affectsReaders)
  const retrying = terms.filter((facts) => facts.state === 'backoff' && !affectsReaders(facts)).length
  if (terms.length === 0) {
    const rest = tree ?? 'The tree runs and has no children.'
    return { tone: 'empty', title: 'No terms yet', affected: [], rest }
  }
  if (bad.length === 0) {
    const rest = sentences(calmWords(terms.length, retrying), tree)
    return { tone: 'calm', title: calmTitle(terms.length), affected: [], rest }
  }
  const affected = bad
    .slice(0, MOST_NAMED)
    .map((facts) => ({ name: facts.name, complaint: complaintWords(facts) }))
  const unnamed = bad.length - affected.length
  const served = servedWords(terms.length - bad.length, retrying)
  const rest = sentences(unnamed > 0 ? `; and ${unnamed} more.` : '.', served, tree)
  return { tone: 'affected', title: affectedTitle(bad.length, terms.length), affected, rest }
}

const sentences = (...parts: readonly (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined).join(' ')

const calmTitle = (all: number): string =>
  all === 1 ? 'Readers have a good value of the only term' : `Readers have a good value of all ${all} terms`

const affectedTitle = (bad: number, all: number): string =>
  all === 1
    ? 'The only term affects readers'
    : `${bad} of ${all} terms ${bad === 1 ? 'affects' : 'affect'} readers`

function calmWords(all: number, retrying: number): string {
  if (retrying === 0) return all === 1 ? 'It is not in backoff.' : 'None is in backoff.'
  if (all === 1) return 'It is in backoff; nobody notices.'
  return `${retrying === all ? 'All are' : retrying === 1 ? '1 of them is' : `${retrying} of them are`} in backoff; nobody notices.`
}

function servedWords(served: number, retrying: number): string | undefined {
  if (served === 0) return undefined
  const who = served === 1 ? 'The other one is' : `The other ${served} are`
  return retrying === 0
    ? `${who} served.`
    : `${who} served, ${served === 1 ? 'though it is' : `${retrying} while`} in backoff.`
}
