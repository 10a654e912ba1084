/** What an address tells by its last part: the name of a payload, and the format that it has. @module */

import { percentDecoded } from '../../base/percent-decoded.ts'

/** The last part of an address, in letters that the name of a term may have. */
export const nameOfAddress = (address: string): string =>
  inLetters(lastPartOf(address)).slice(-100) || 'payload'

/** The same without all that follows its first dot, as `prices` of `https://cdn.example.com/prices.json.gz?v=2`. */
export const stemOfAddress = (address: string): string | undefined =>
  inLetters(lastPartOf(address).replace(/\..*$/s, '')).slice(0, 100) || undefined

/** `json`, `csv` and the like in small letters, whatever it is compressed by; `undefined` for what tells nothing. */
export const extensionOfAddress = (address: string): string | undefined =>
  /\.((?:geo)?json|ndjson|jsonl|csv|tsv)(\.(gz|br|zst))?([?#]|$)/i.exec(address)?.[1]?.toLowerCase()

export function lastPartOf(address: string): string {
  const path = address.replace(/[?#].*$/s, '')
  const last = path.split('/').findLast((part) => part !== '') ?? ''
  // A `%` of a path is one.
  const isUrl = /^[a-z][a-z0-9+.-]*:/i.test(address)
  return (isUrl ? percentDecoded(last) : undefined) ?? last
}

/** Nothing where no letter of it may stay, or only dots. */
const inLetters = (text: string): string => (/\w/.test(text) ? text.replaceAll(/[^\w.-]+/g, '-') : '')
