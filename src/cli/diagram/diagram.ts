/** Does `everterm diagram`: prints what is drawn of the machines, or draws a tree that runs. @module */

import { readFile } from 'node:fs/promises'
import { didYouMean } from '../../base/did-you-mean.ts'
import { packageFile } from '../../base/package-file.ts'
import type { TreeFacts } from '../../serve/api/tree-facts.ts'
import { usageError } from '../cli-error.ts'
import type { RunCommand } from '../command.ts'
import { askProcess } from '../remote/ask.ts'
import { remoteProcess } from '../remote/remote-process.ts'
import { visibleLines } from '../words/visible.ts'
import { linesAsSvg } from './lines-as-svg.ts'
import { liveTree } from './live-tree.ts'
import { treeAsMermaid } from './tree-as-mermaid.ts'

const DRAWN = ['term', 'supervisor', 'partition', 'rollout', 'tree', 'flow']
const ENDINGS = { ascii: 'txt', mermaid: 'mmd', svg: 'svg' } as const

export const runDiagram: RunCommand = async (call) => {
  const { operands, given, terminal, signal } = call
  const form = (given.text('as') ?? 'ascii') as keyof typeof ENDINGS
  const isLive = given.text('to') !== undefined
  const [name = isLive ? 'tree' : 'term'] = operands
  if (!DRAWN.includes(name)) {
    const near = didYouMean(name, DRAWN)
    throw usageError(`nothing is drawn of \`${name}\``, near ?? `there are ${DRAWN.join(', ')}`)
  }
  if (!isLive || name !== 'tree') {
    if (name === 'flow' && form === 'ascii')
      throw usageError('`flow` is drawn as mermaid and svg only', 'add `--as svg` or `--as mermaid`')
    await terminal.data(await readFile(packageFile(`diagrams/${name}.${ENDINGS[form]}`), 'utf8'))
    return 'ok'
  }
  const tree = await askProcess<TreeFacts>(remoteProcess(given), { path: 'v1/status', signal })
  if (terminal.isJson) await terminal.json(tree.supervisor)
  else if (form === 'mermaid') await terminal.data(visibleLines(treeAsMermaid(tree)))
  else if (form === 'svg') await terminal.data(visibleLines(linesAsSvg(liveTree(tree))))
  else {
    const { stdout: paint } = terminal.paint
    const lines = liveTree(tree).map((spans) =>
      spans.map(([text, style]) => (style ? paint(style, text) : text)),
    )
    await terminal.lines(lines.map((parts) => parts.join('').trimEnd()))
  }
  return 'ok'
}
