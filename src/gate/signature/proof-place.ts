/** Where a proof is looked for: the check of the option, and the place in words. @module */

import { checkRecord } from '../../base/checks.ts'
import type { ProofPlace } from '../../base/proof.ts'
import { unexpected } from '../../base/unexpected.ts'

// Put behind a name: nothing that would lead elsewhere.
const ENDING = /^[\w.-]{1,32}$/
// A token of RFC 9110, section 5.6.2.
const HEADER = /^[\w!#$%&'*+.^`|~-]{1,100}$/

/** @throws TypeError where it is none */
export function checkProofPlace(of: string, value: unknown): ProofPlace {
  if (value === 'manifest') return value
  checkRecord(of, 'proof', value, ['beside', 'header'])
  const { beside, header } = value as { readonly beside?: unknown; readonly header?: unknown }
  if ((beside === undefined) === (header === undefined))
    throw new TypeError(`${of}: expected \`proof\` to be one of { beside }, { header } and 'manifest'`)
  if (beside === undefined) {
    if (typeof header === 'string' && HEADER.test(header))
      return Object.freeze({ header: header.toLowerCase() })
    throw unexpected(of, 'proof.header', 'the name of a header', header)
  }
  if (typeof beside === 'string' && ENDING.test(beside)) return Object.freeze({ beside })
  throw unexpected(of, 'proof.beside', "an ending such as '.minisig'", beside)
}

export function placeInWords(place: ProofPlace): string {
  if (place === 'manifest') return 'in the manifest'
  return 'beside' in place ? `beside the object (${place.beside})` : `in the header ${place.header}`
}
