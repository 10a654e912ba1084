/** A config to begin with: one term, as few words as will do. @module */

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
  const config = {
    name: 'everterm',
    ...place,
    port: 8080,
    keepsake: { dir: keepsake },
    terms: { [name]: { from: url, ...formatOf(url), refreshInterval: '1m', maxStale: '1h' } },
  }
  return `${JSON.stringify(config, undefined, 2)}\n`
}

const formatOf = (url: string): { format?: string } =>
  /\.(geo)?json(\.(gz|br|zst))?([?#]|$)/i.test(url) ? {} : { format: 'bytes' }
