/** The AWS SDK, loaded when it is first needed: that takes about 110 ms and 24 MB. @module */

import { toTermError } from '../../errors.ts'

export type Sdk = typeof import('@aws-sdk/client-s3')

/** @throws TermError `ERR_TERM_SETUP` when it isn't there */
export async function loadSdk(): Promise<Sdk> {
  try {
    return await import('@aws-sdk/client-s3')
  } catch (error) {
    const message =
      'everterm/s3 could not load the package @aws-sdk/client-s3: npm install @aws-sdk/client-s3'
    throw toTermError(error, 'ERR_TERM_SETUP', message, { stage: 'probe', hopeless: true })
  }
}
