/** A tree that runs, as a Mermaid flowchart. @module */

import type { TermFacts } from '../../serve/api/term-facts.ts'
import type { SupervisorFacts, TermLeaf, TreeFacts } from '../../serve/api/tree-facts.ts'
import { READS } from '../words/term-words.ts'

type Kind = 'good' | 'late' | 'bad' | 'group'

const COLOURS: Readonly<Record<Kind, string>> = {
  good: 'fill:#eaf7ee,stroke:#2a7a45,color:#12161c',
  late: 'fill:#fdf2e0,stroke:#c27a1c,color:#12161c',
  bad: 'fill:#fdeaea,stroke:#b3261e,color:#12161c',
  group: 'fill:#eaf2fc,stroke:#155fb5,color:#12161c',
}

export function treeAsMermaid({ supervisor, terms }: TreeFacts): string {
  const facts = new Map(terms.map((term) => [term.name, term]))
  const lines: string[] = []
  const kinds: string[] = []
  let count = 0
  const draw = (node: SupervisorFacts | TermLeaf): string => {
    const id = `n${count++}`
    const own = node.kind === 'term' ? facts.get(node.name) : undefined
    const words = node.kind === 'term' ? termInWords(own) : `${node.strategy}, ${node.state}`
    lines.push(`  ${id}("<b>${node.name}</b><br/>${words}")`)
    kinds.push(`  class ${id} ${node.kind === 'term' ? kindOf(own) : 'group'}`)
    if (node.kind === 'supervisor')
      for (const child of node.children) lines.push(`  ${id} --> ${draw(child)}`)
    return id
  }
  draw(supervisor)
  const classes = Object.entries(COLOURS).map(([kind, colours]) => `  classDef ${kind} ${colours}`)
  return `${['flowchart TB', ...lines, ...classes, ...kinds].join('\n')}\n`
}

const termInWords = (facts: TermFacts | undefined): string =>
  facts === undefined ? 'unknown' : `${facts.state}, ${READS[facts.reads][0]}`

function kindOf(facts: TermFacts | undefined): Kind {
  if (facts === undefined) return 'bad'
  const [, style] = READS[facts.reads]
  return style === 'red' ? 'bad' : style === 'yellow' ? 'late' : 'good'
}
