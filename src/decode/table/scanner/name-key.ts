/** Tells the scanner in which fields records have their key. @module */

import type { KeyPaths } from '../field-paths.ts'
import type { ScannerExports } from './exports.ts'
import { writeName } from './write-name.ts'

/** A name on the way to parts of the key. */
interface Step {
  part: number
  readonly below: Map<string, Step>
}

/** Says that a name leads on to others. */
const INNER = -1

/** @throws TermError `ERR_TERM_DECODER` where there isn't memory enough */
export function nameKey(scanner: ScannerExports, key: KeyPaths): void {
  const record: Step = newStep()
  for (const [part, names] of key.entries()) {
    let step = record
    for (const name of names) {
      const next = step.below.get(name) ?? newStep()
      step.below.set(name, next)
      step = next
    }
    step.part = part
  }
  nameBelow(scanner, 0, record)
}

const newStep = (): Step => ({ part: INNER, below: new Map() })

function nameBelow(scanner: ScannerExports, above: number, { below }: Step): void {
  for (const [name, step] of below) {
    let at = 0
    writeName(scanner, name, (bytes) => {
      at = scanner.keyPath(above, step.part, bytes)
      return at === 0 ? 0 : scanner.keyPathName(at)
    })
    nameBelow(scanner, at, step)
  }
}
