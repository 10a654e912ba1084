/** Looks whether deltas of publications can be read here, where there are terms that would take them. @module */

import zlib from 'node:zlib'
import { askedBy } from '../../fetch/contract/sources.ts'
import type { Fetcher } from '../../fetch/fetcher.ts'
import { helmOf } from '../../published/index.ts'
import type { Finding } from './finding.ts'
import { isInstalled } from './machine.ts'

export interface DeltaReader {
  readonly name: string
  readonly fetcher: Fetcher
  /** Does it keep its payloads on disk? */
  readonly isKept: boolean
}

const PEER = '@bokuweb/zstd-wasm'

/** One finding for all of them. */
export function checkDeltas(
  terms: readonly DeltaReader[],
  canZstd = 'zstdDecompress' in zlib || isInstalled(PEER),
): Finding[] {
  const names = terms.filter(mayTakeDeltas).map(({ name }) => name)
  if (names.length === 0 || canZstd) return []
  return [
    {
      level: 'warn',
      about: 'deltas',
      found: `this Node.js has no zstd: ${names.join(', ')}`,
      means: 'each publication is downloaded whole, though its publisher may offer what has changed',
      advice: `\`npm install ${PEER}\`, or Node.js 22.15`,
    },
  ]
}

/** Of what is neither kept by the term nor in a folder of the host, no delta makes anything. */
const mayTakeDeltas = ({ name, fetcher, isKept }: DeltaReader): boolean =>
  [...allOf(fetcher)].some((one) => {
    const helm = helmOf(one, name)
    return helm !== undefined && (isKept || helm.hasFolder === true)
  })

/** What is published may be one origin of several. */
function* allOf(fetcher: Fetcher): Generator<Fetcher> {
  yield fetcher
  for (const one of askedBy(fetcher)) yield* allOf(one)
}
