/** Versions as people read them. @module */

const LONGEST = 20

/** A version in a few letters, without the quotes of an ETag; `-` where there is none. */
export function versionInWords(version: string | undefined): string {
  if (version === undefined) return '-'
  const bare = version.replace(/^(W\/)?"(.*)"$/, '$2')
  return bare.length <= LONGEST ? bare : `${bare.slice(0, LONGEST - 1)}…`
}
