/** The terms of a fleet: those that instances report, and those that its engine has a document of, though nobody may be there. @module */

import { fieldOf } from '../base/errors.ts'
import type { Control } from './control.ts'
import { keys, namesInKey } from './keys.ts'
import type { LiveReport } from './reports.ts'

/** By their names. */
export async function termsKnown(
  control: Control,
  service: string,
  reports: readonly LiveReport[],
): Promise<readonly string[]> {
  const reported = reports.flatMap(({ terms }) => Object.keys(terms))
  return [...new Set([...reported, ...(await documented(control, service))])].toSorted()
}

async function documented(control: Control, service: string): Promise<readonly string[]> {
  const entries = await control.list('control', keys.topic(service)).catch((thrown: unknown) => {
    // Who may not list them sees what is reported.
    if (fieldOf(thrown, 'code') !== 'ERR_TERM_DENIED') throw thrown
    return []
  })
  return entries.flatMap(({ key }) => {
    const [, term, document, ...more] = namesInKey(key) ?? []
    const isOne = more.length === 0 && (document === 'rollout' || document === 'pin')
    return isOne && term ? [term] : []
  })
}
