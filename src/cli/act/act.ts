/** Tells a running process what to do with a term, and tells what came of it. @module */

import type { RunCommand } from '../command.ts'
import { askProcess } from '../remote/ask.ts'
import { remoteProcess } from '../remote/remote-process.ts'

interface Done {
  readonly outcome?: string
  readonly version?: string
}

/** An attempt may take as long as its deadline, which is 2 min where nobody has set one. */
const PATIENCE_MS = 150_000

export const runAction =
  (action: string): RunCommand =>
  async ({ operands: [term = '', version], given, terminal, signal }) => {
    const done = await askProcess<Done>(remoteProcess(given, PATIENCE_MS), {
      method: 'POST',
      path: `v1/terms/${encodeURIComponent(term)}/${action}`,
      body: version === undefined ? {} : { version },
      signal,
    })
    if (terminal.isJson) await terminal.json({ term, action, ...done })
    else await terminal.line(doneInWords(action, term, done))
    return 'ok'
  }

const DONE: Readonly<Record<string, string>> = {
  pin: 'is pinned',
  unpin: 'is not pinned any more',
  rollback: 'went back',
  release: 'may try that payload again',
  accept: 'takes that payload',
}

function doneInWords(action: string, term: string, { outcome, version }: Done): string {
  const live = version === undefined ? '' : `; version ${version}`
  return `${term} ${DONE[action] ?? `is ${outcome ?? 'refreshed'}`}${live}`
}
