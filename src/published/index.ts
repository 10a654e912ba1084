/** The door for those who fetch publications, who steer such fetchers, and who read what these have known. @module */

export { type Floor, type Helm, type HelmOrder, helmOf } from './helm.ts'
export { readKnownEdition } from './known-edition.ts'
export { type PublishedOptions, published } from './published.ts'
export { readersTrust } from './readers-trust.ts'
