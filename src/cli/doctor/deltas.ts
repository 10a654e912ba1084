/** Looks whether deltas can be read here, where there are terms that would take them: of publications, and by dictionaries. @module */

import zlib from 'node:zlib'
import { asksByDictionary } from '../../fetch/contract/by-dictionary.ts'
import { wholeFetcher } from '../../fetch/contract/sources.ts'
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

const ADVICE = `\`npm install ${PEER}\`, or Node.js 22.15`

/** One finding for all deltas of publications, and one for all dictionaries. */
export function checkDeltas(
  terms: readonly DeltaReader[],
  canZstd = 'zstdDecompress' in zlib || isInstalled(PEER),
): Finding[] {
  const askingByDictionary = terms.filter(({ fetcher }) => [...wholeFetcher(fetcher)].some(asksByDictionary))
  const onDisk = askingByDictionary.filter(({ isKept }) => isKept)
  return [
    ...unlessNone(canZstd ? [] : terms.filter(mayTakeDeltas), (names) => ({
      about: 'deltas',
      found: `this Node.js has no zstd: ${names}`,
      means: 'each publication is downloaded whole, though its publisher may offer what has changed',
      advice: ADVICE,
    })),
    ...unlessNone(canZstd ? [] : onDisk, (names) => ({
      about: 'dictionaries',
      found: `this Node.js has no zstd: ${names}`,
      means: 'each version is downloaded whole: `dictionary` asks for nothing that can not be read',
      advice: ADVICE,
    })),
    ...unlessNone(
      askingByDictionary.filter(({ isKept }) => !isKept),
      (names) => ({
        about: 'dictionaries',
        found: `nothing is kept on disk: ${names}`,
        means: 'each version is downloaded whole: what has changed is asked for since the body on disk',
        advice: 'a `keepsake` keeps it, or leave `dictionary` out',
      }),
    ),
  ]
}

const unlessNone = (
  terms: readonly DeltaReader[],
  finding: (names: string) => Omit<Finding, 'level'>,
): Finding[] =>
  terms.length === 0 ? [] : [{ level: 'warn', ...finding(terms.map(({ name }) => name).join(', ')) }]

/** Of what is neither kept by the term nor in a folder of the host, no delta makes anything. */
const mayTakeDeltas = ({ name, fetcher, isKept }: DeltaReader): boolean =>
  [...wholeFetcher(fetcher)].some((one) => {
    const helm = helmOf(one, name)
    return helm !== undefined && (isKept || helm.hasFolder === true)
  })
