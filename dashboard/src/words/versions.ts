/** Versions as people read them. @module */

import { NOTHING } from './sizes.ts'

/** Without the quotes that an ETag has. */
export const versionWords = (version: string | undefined): string =>
  version === undefined ? NOTHING : version.replace(/^(?:W\/)?"(.*)"$/, '$1')
