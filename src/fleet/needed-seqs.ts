/** Which publications of a term a fleet needs: who takes things away asks for them. @module */

import { TermError } from '../base/errors.ts'
import type { Control, ControlEntry } from './control.ts'
import { readPinOf, readRolloutOf } from './documents.ts'
import { reportsOf } from './reports.ts'

/**
 * The numbers of what is rolled out and what is gone back to, of the pin, and of what instances say that they hold.
 *
 * @throws TermError where a document can't be read, or the engine be reached: then nobody knows what is needed
 */
export async function neededSeqs(
  control: Control,
  service: string,
  term: string,
): Promise<readonly number[]> {
  const [rollout, pin, reports] = await Promise.all([
    readRolloutOf(control, service, term),
    readPinOf(control, service, term),
    reportsOf(control, service),
  ])
  for (const read of [rollout, pin]) if (read !== undefined && read.document === undefined) throw unread(read)
  const { from, to } = rollout?.document ?? {}
  const held = reports.map(({ terms }) => terms[term]?.seq)
  return [from?.seq, to?.seq, pin?.document?.ref?.seq, ...held].filter((seq) => seq !== undefined)
}

const unread = ({ entry }: { readonly entry: ControlEntry }): TermError =>
  new TermError('ERR_TERM_PROTOCOL', `what lies at ${entry.key} of the engine can't be read`)
