/** Loads the module that makes keys, in a thread of its own or where none can be had. @module */

import { functionInThread, type ModuleUse, moduleFunction, spoilIfDamaged } from '../../user-module/index.ts'

const MAKES_KEYS: ModuleUse = { of: 'key', name: 'key' }

/** What a user's function returns may be anything. */
export type MakeKey = (row: unknown) => unknown

export interface LoadedKeyMaker {
  readonly makeKey: MakeKey
  /** To be called when all keys are made, or none will be. */
  leave(): void
}

/** @throws TermError `ERR_TERM_DECODER` */
export async function loadKeyMaker(url: string, spoil: (() => void) | undefined): Promise<LoadedKeyMaker> {
  if (spoil === undefined) return { makeKey: await moduleFunction<MakeKey>(url, MAKES_KEYS), leave() {} }
  const makeKey = await functionInThread<MakeKey>(url, MAKES_KEYS, spoil)
  return { makeKey, leave: () => spoilIfDamaged(spoil) }
}
