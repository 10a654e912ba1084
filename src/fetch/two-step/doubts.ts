/** Versions that were overtaken while they were downloaded: the bytes may be another's, so they confirm nothing. @module */

export interface Doubts {
  has(version: string): boolean
  note(version: string, isStillCurrent: boolean): void
}

// One is published, and one is on its way; the fetcher may serve some terms.
const MOST_DOUBTS = 16

export function doubts(): Doubts {
  let versions: readonly string[] = []
  return {
    has: (version) => versions.includes(version),
    note(version, isStillCurrent) {
      const others = versions.filter((other) => other !== version)
      versions = isStillCurrent ? others : [...others, version].slice(-MOST_DOUBTS)
    },
  }
}
