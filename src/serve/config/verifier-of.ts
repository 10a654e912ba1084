/** Makes the verifier of what a configuration calls `verify`. @module */

import { ed25519, minisign, type Verifier } from '../../gate/index.ts'
import { asMeant, type ConfigFault, isRecord, made, misspelt } from './faults.ts'

/** The verifier; of another kind than these two, what was given, which the term checks. */
export function verifierOf(path: string, given: unknown, faults: ConfigFault[]): unknown {
  if (!isRecord(given) || typeof given.verify === 'function') return given
  if (given.minisign !== undefined && given.ed25519 === undefined)
    return keyed(path, given, 'minisign', (keys, rest) => minisign(keys as string, rest), faults)
  if (given.ed25519 !== undefined && given.minisign === undefined)
    return keyed(path, given, 'ed25519', (keys, rest) => ed25519(keys as string, rest), faults)
  const near = KINDS.some((kind) => kind in given) ? undefined : misspelt(given, KINDS)
  if (near !== undefined) {
    verifierOf(path, asMeant(path, given, near, faults), faults)
    return undefined
  }
  faults.push({
    path,
    words: 'expected an object with `minisign` or `ed25519`: a public key, or a list of them',
  })
  return undefined
}

const KINDS = ['minisign', 'ed25519']

function keyed(
  path: string,
  given: Readonly<Record<string, unknown>>,
  name: string,
  make: (keys: unknown, options: object) => Verifier,
  faults: ConfigFault[],
): Verifier | undefined {
  const { [name]: keys, ...options } = given
  const fieldOf = (option: string) => option.replace(/^publicKeys/, name)
  return made(path, options, (rest) => make(keys, rest), faults, fieldOf)
}
