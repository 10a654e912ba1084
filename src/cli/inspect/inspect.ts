/** Does `everterm inspect`: asks once, and shows what it was told. @module */

import type { TermPage } from '../../serve/api/term-page.ts'
import type { TreeFacts } from '../../serve/api/tree-facts.ts'
import type { Call, RunCommand } from '../command.ts'
import type { Exit } from '../exit-codes.ts'
import { askProcess } from '../remote/ask.ts'
import { remoteProcess } from '../remote/remote-process.ts'
import { healthInWords, isPastLimit, termsInColumns } from '../words/term-words.ts'
import { pageInWords } from './page.ts'

export const runInspect: RunCommand = (call) => {
  const [name] = call.operands
  return name === undefined ? inspectTree(call) : inspectTerm(call, name)
}

async function inspectTree({ given, terminal, signal }: Call): Promise<Exit> {
  const tree = await askProcess<TreeFacts>(remoteProcess(given), { path: 'v1/status', signal })
  const paint = terminal.paint.stdout
  if (terminal.isJson) await terminal.json(tree)
  else {
    const lines = [
      healthInWords(tree, paint),
      '',
      ...termsInColumns(tree.terms, tree.now, paint, terminal.width),
    ]
    await terminal.lines(lines)
  }
  return given.on('exit-code') && tree.terms.some(isPastLimit) ? 'stale' : 'ok'
}

async function inspectTerm({ given, terminal, signal }: Call, name: string): Promise<Exit> {
  const path = `v1/status/${encodeURIComponent(name)}`
  const page = await askProcess<TermPage>(remoteProcess(given), { path, signal })
  if (terminal.isJson) await terminal.json(page)
  else await terminal.lines(pageInWords(page, Date.now(), terminal.paint.stdout, terminal.width))
  return given.on('exit-code') && isPastLimit(page.facts) ? 'stale' : 'ok'
}
