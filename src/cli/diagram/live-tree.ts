/** A tree that runs, as lines of text: who is whose child, and how each fares. @module */

import type { TermFacts } from '../../serve/api/term-facts.ts'
import type { SupervisorFacts, TermLeaf, TreeFacts } from '../../serve/api/tree-facts.ts'
import { spanInWords } from '../../serve/words/span.ts'
import { versionInWords } from '../../serve/words/version.ts'
import type { Style } from '../terminal.ts'
import { READS, STATE_STYLES } from '../words/term-words.ts'

/** A part of a line, and its style. */
export type Span = readonly [text: string, style?: Style]

/** The lines of the tree, the root first. */
export function liveTree({ supervisor, terms }: TreeFacts): Span[][] {
  const facts = new Map(terms.map((term) => [term.name, term]))
  const rows = [...rowsOf(supervisor, '', '', facts)]
  const width = Math.max(...rows.map(([branch, name]) => branch.length + name.length))
  return rows.map(([branch, name, ...spans]) => [
    [branch, 'dim'],
    [name.padEnd(width - branch.length), 'bold'],
    ...spans.flatMap((span): Span[] => [['  '], span]),
  ])
}

type Row = readonly [branch: string, name: string, ...spans: Span[]]

function* rowsOf(
  node: SupervisorFacts | TermLeaf,
  before: string,
  branch: string,
  facts: ReadonlyMap<string, TermFacts>,
): Generator<Row> {
  const { name } = node
  if (node.kind === 'term') {
    yield [before + branch, name, ...termSpans(facts.get(name))]
    return
  }
  yield [before + branch, name, ...supervisorSpans(node)]
  const inside = before + (branch === '' ? '' : branch === LAST ? '    ' : '|   ')
  for (const [at, child] of node.children.entries()) {
    yield* rowsOf(child, inside, at === node.children.length - 1 ? LAST : '|-- ', facts)
  }
}

const LAST = '`-- '

function supervisorSpans({ state, strategy, budget: { left, limit, withinMs } }: SupervisorFacts): Span[] {
  const budget = `${left} of ${limit} restarts left in ${spanInWords(withinMs)}`
  return [
    [state, state === 'running' ? 'green' : 'yellow'],
    [strategy],
    [budget, left === 0 ? 'yellow' : 'dim'],
  ]
}

function termSpans(facts: TermFacts | undefined): Span[] {
  if (facts === undefined) return []
  const [words, style] = READS[facts.reads]
  return [
    [facts.state.padEnd('downloading'.length), STATE_STYLES[facts.state]],
    [words.padEnd('last good'.length), style],
    [versionInWords(facts.version)],
    ...(facts.failures > 0 ? [[`${facts.failures} failed`, 'yellow'] as const] : []),
  ]
}
