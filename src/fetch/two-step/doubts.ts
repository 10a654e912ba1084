/** Versions that were overtaken while they were downloaded: the bytes may be of another, so their names confirm nothing. @module */

export interface Doubts {
  has(version: string): boolean
  note(version: string, isStillCurrent: boolean): void
}

// A term has one version published and one on its way, and a fetcher may serve several terms.
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
