/** Tells the scanner in which fields records have their key. @module */

import { encodeWtf8 } from '../format/wtf8.ts'
import type { KeyPaths } from '../key-paths.ts'
import type { ScannerExports } from './exports.ts'
import { outOfMemory } from './faults.ts'

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
    const bytes = new Uint8Array(name.length * 3)
    const size = encodeWtf8(name, bytes)
    const at = scanner.keyPath(above, step.part, size)
    if (at === 0) throw outOfMemory()
    new Uint8Array(scanner.memory.buffer, scanner.keyPathName(at) >>> 0).set(bytes.subarray(0, size))
    nameBelow(scanner, at, step)
  }
}
