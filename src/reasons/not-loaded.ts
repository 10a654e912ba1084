/** The error about a package that is installed, or was meant to be bundled, and yet doesn't load. @module */

import type { TermError } from '../base/errors.ts'
import { explained } from './reason.ts'

const BUNDLES =
  'https://github.com/everterm/everterm/blob/main/docs/large-terms.md#bundles-and-restricted-processes'

/** The error is hopeless: the package won't load before the program is changed. */
export const notLoaded = (name: string, thrown: unknown): TermError =>
  explained(thrown, 'ERR_TERM_SETUP', `everterm could not load ${name} (in a bundle: see ${BUNDLES})`, {
    stage: 'probe',
    hopeless: true,
  })
