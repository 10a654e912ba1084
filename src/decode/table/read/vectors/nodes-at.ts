/** Finds the column of a field. @module */

import type { ColumnNode } from '../../format/columns.ts'

/** The nodes from the root to a field; `undefined` where it has no column of its own. */
export function nodesAt(root: ColumnNode, path: readonly string[]): ColumnNode[] | undefined {
  const nodes = [root]
  for (const name of path) {
    const node = nodes.at(-1)
    const field = node?.kind === 'object' && node.fields.find((it) => it.name === name)
    if (!field) return undefined
    nodes.push(field.node)
  }
  return nodes
}
