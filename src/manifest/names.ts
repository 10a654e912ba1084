/** How the objects of a term are called, below its folder. @module */

/** The envelope of what everybody may have: moved by compare-and-swap, when a rollout is done. */
export const STABLE = 'stable.json'

/** The envelope of what was published last. Nobody reads it who isn't told to. */
export const CANDIDATE = 'candidate.json'

/** The envelope of a publication, which is never changed. */
export const manifestName = (seq: number): string => `manifests/${seq}.json`

/** A payload, which is never changed. */
export const objectName = (sha256: string): string => `objects/${sha256}`

const SHORT = 16

/** What makes one payload of another. */
export const deltaName = (from: string, to: string): string =>
  `deltas/${from.slice(0, SHORT)}-${to.slice(0, SHORT)}.zst`

/** What makes one value of another, for decoders of these options. */
export const recordDeltaName = (from: string, to: string, decoder: string): string =>
  `deltas/${from.slice(0, SHORT)}-${to.slice(0, SHORT)}.${decoder.slice(0, SHORT)}.rec`
