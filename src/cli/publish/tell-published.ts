/** Tells what came of a publication: to programs on stdout, or to people. @module */

import type { Rollout } from '../../fleet/rollout/index.ts'
import type { Published } from '../../publish/index.ts'
import { sizeInWords } from '../../serve/words/size.ts'
import type { Exit } from '../exit-codes.ts'
import type { Terminal } from '../terminal.ts'
import { rolloutInWords } from './rollout-in-words.ts'

export interface ToldPublication {
  readonly term: string
  readonly done: Published
  readonly place: string
  /** By which it goes through a fleet. */
  readonly rollout: Rollout | undefined
}

/** @returns how the process ends */
export async function tellPublished(
  terminal: Terminal,
  { term, done, place, rollout }: ToldPublication,
): Promise<Exit> {
  const state = rollout?.state
  const exit = state === 'halted' || state === 'paused' ? state : 'ok'
  const ended = exit === 'ok' ? {} : { outcome: exit }
  const { outcome, seq, size, delta, noDelta, recordDelta, noRecordDelta } = done
  if (terminal.isJson) await terminal.json({ term, place, ...done, ...ended, ...(rollout && { rollout }) })
  else if (outcome === 'unchanged')
    await terminal.line(`${term}: nothing to do, publication ${seq} is stable with these bytes`)
  else if (outcome === 'announced' && rollout !== undefined) {
    const { line, next } = rolloutInWords(rollout)
    await terminal.line(`${term}: ${line}`)
    terminal.say(next)
  } else {
    const saved = delta && `; a delta of ${sizeInWords(delta.size)} from publication ${delta.from}`
    await terminal.line(`${term}: publication ${seq} is stable, ${sizeInWords(size)}${saved ?? ''}`)
    if (recordDelta !== undefined)
      terminal.say(`what has changed of the records: ${sizeInWords(recordDelta.size)}`)
    if (noDelta !== undefined) terminal.say(`no delta: ${noDelta}`)
    if (noRecordDelta !== undefined) terminal.say(`no delta of records: ${noRecordDelta}`)
  }
  return exit
}
