/** A user's module in a thread that has no other: loaded there, and the thread given up where that went wrong. @module */

import { type ModuleUse, moduleFunction } from './load.ts'
import { type Realm, realmNow } from './realm.ts'

type Spoil = () => void

/** What is built in, with what the module changed as it was loaded: each thread that runs the module has it so. */
let realm: Realm | undefined

/** @throws TermError `ERR_TERM_DECODER` */
export async function functionInThread<F>(url: string, use: ModuleUse, spoil: Spoil): Promise<F> {
  try {
    const found = await moduleFunction<F>(url, use)
    realm ??= realmNow()
    return found
  } catch (error) {
    // Node.js loads a module once, and says the same of it ever after.
    spoil()
    throw error
  }
}

/** To be called when the module has done its work: the next payload gets a thread in which all is as it was. */
export function spoilIfDamaged(spoil: Spoil): void {
  if (realm?.isDamaged()) spoil()
}
