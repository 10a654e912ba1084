/** A config to begin with: one term, as few words as will do. @module */

import type { Format } from '../../serve/formats/formats.ts'
import { extensionOfAddress } from '../terms/name-of-address.ts'

export interface ServicePlace {
  /** Where it listens; this machine alone, unless it is said. */
  readonly host?: string
  /** By which names it is asked besides. */
  readonly hosts?: readonly string[]
  readonly keepsake?: string
}

export function firstConfig(
  name: string,
  url: string,
  { keepsake = './keepsake', ...place }: ServicePlace = {},
): string {
  const format = formatOf(url)
  const config = {
    name: 'everterm',
    ...place,
    port: 8080,
    keepsake: { dir: keepsake },
    terms: { [name]: { from: url, ...(format && { format }), refreshInterval: '1m', maxStale: '1h' } },
  }
  return `${JSON.stringify(config, undefined, 2)}\n`
}

/** `undefined` for JSON, which is the default. */
export function formatOf(url: string): string | undefined {
  const extension = extensionOfAddress(url)
  if (extension === undefined) return 'bytes'
  return FORMATS_BY_EXTENSION[extension]
}

const FORMATS_BY_EXTENSION: Readonly<Record<string, Format>> = {
  csv: 'csv',
  tsv: 'tsv',
  ndjson: 'rows',
  jsonl: 'rows',
}
