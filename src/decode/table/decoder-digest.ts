/** Tells decoders apart that make other tables of the same payload, whoever has them, and wherever. @module */

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { LAYOUT } from './format/plain-table.ts'
import type { CheckedOptions } from './options.ts'

/**
 * Of all that decides what a payload becomes, or whether it is refused. Indexes are made anew of whatever comes out, the gate counts
 * its records, and what is the default is the same where it is said.
 */
export function decoderDigest({
  indexes: _,
  mayBeNothing: __,
  duplicates = 'refuse',
  keyModule,
  ...how
}: CheckedOptions['how']): string {
  const module = keyModule === undefined ? undefined : moduleIdentity(keyModule)
  return sha256Of(JSON.stringify({ LAYOUT, ...how, keyModule: module, duplicates }))
}

/**
 * What it is, not where it lies: publisher and readers have it in folders of their own. What it imports isn't looked at, since the
 * keys that come out are proved with the table.
 */
function moduleIdentity(url: string): string {
  const { search } = new URL(url)
  try {
    return sha256Of(readFileSync(new URL(url))) + search
  } catch {
    // The thread that is to load it says what is wrong.
    return url
  }
}

const sha256Of = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex')
