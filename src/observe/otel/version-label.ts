/** Makes an attribute out of a version: short, and of safe characters. @module */

import { createHash } from 'node:crypto'

const SAFE = /^[\w.:+-]{1,64}$/

/** The label of a version: the version itself if it is short and plain, else the first 16 hex digits of its SHA-256. */
export const versionLabel = (version: string): string =>
  SAFE.test(version) ? version : createHash('sha256').update(version).digest('hex').slice(0, 16)
