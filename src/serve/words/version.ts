/** Versions as people read them. @module */

const LONGEST = 20
const DATE = /^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/

/** A version in a few letters, without the quotes of an ETag; a date to its second; `-` where there is none. */
export function versionInWords(version: string | undefined): string {
  if (version === undefined) return '-'
  const bare = version.replace(/^(W\/)?"(.*)"$/, '$2')
  if (DATE.test(bare)) return new Date(bare).toISOString().slice(0, 19).replace('T', ' ')
  return bare.length <= LONGEST ? bare : `${bare.slice(0, LONGEST - 1)}…`
}
