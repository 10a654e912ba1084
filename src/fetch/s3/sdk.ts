/** The AWS SDK, loaded when it is first needed: that takes about 110 ms and 24 MB. @module */

import { fieldOf, toTermError } from '../../base/errors.ts'
import { notLoaded } from '../../reasons/index.ts'

export type Sdk = typeof import('@aws-sdk/client-s3')

const MISSING: ReadonlySet<unknown> = new Set(['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND'])

/** @throws TermError `ERR_TERM_SETUP` when it isn't there, or doesn't load */
export async function loadSdk(): Promise<Sdk> {
  try {
    return await import('@aws-sdk/client-s3')
  } catch (error) {
    if (!MISSING.has(fieldOf(error, 'code'))) throw notLoaded('@aws-sdk/client-s3', error)
    const message =
      'everterm/s3 could not load the package @aws-sdk/client-s3: npm install @aws-sdk/client-s3'
    throw toTermError(error, 'ERR_TERM_SETUP', message, { stage: 'probe', hopeless: true })
  }
}
