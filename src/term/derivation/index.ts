/** Terms whose values are computed of those of others: the same chart, with other steps in its slots. @module */

export { type Derivation, nameDerived } from './derivation.ts'
export { derivedTerm } from './derived-term.ts'
export type { DeriveOptions } from './options.ts'
export { derivedActors } from './steps.ts'
