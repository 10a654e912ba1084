/** The door for those who steer fetchers of publications, and read what these have known. @module */

export { type Helm, type HelmOrder, helmOf } from './helm.ts'
export { readKnownEdition } from './known-edition.ts'
