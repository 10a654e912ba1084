/** Where the keepsakes of a configuration are: a folder that is relative is so to that of the configuration. @module */

import { resolve } from 'node:path'
import type { KeepsakeFolder } from '../../term/keepsake-folder.ts'
import { isRecord } from './faults.ts'

/** The option as the library wants it; nothing where there is nothing to change. */
export function keepsakeIn(keepsake: unknown, folder: string): { readonly keepsake?: KeepsakeFolder } {
  if (!isRecord(keepsake) || typeof keepsake.dir !== 'string') return {}
  if (keepsake.dir === '' || keepsake.dir.includes('://')) return {}
  return { keepsake: { ...(keepsake as object), dir: resolve(folder, keepsake.dir) } }
}
