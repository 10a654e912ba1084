/** Publishing: places, the steps, signing, and taking away. @module */

export { checkBelievable } from './believable.ts'
export { checkFacts, checkLeast } from './check-facts.ts'
export { collect } from './collect.ts'
export { beforeStable } from './line.ts'
export { openPlace } from './place/open-place.ts'
export type { WritablePlace } from './place/place.ts'
export { type PublicationFacts, type Published, type PublishOptions, publishPayload } from './publish.ts'
export { type PublishTermOptions, publishTerm } from './publish-term.ts'
export { settlePublication } from './settle.ts'
export { minisigner, type Sign } from './signer.ts'
export { isPublished, publicationOf, standingOf, type TermStanding } from './standing.ts'
