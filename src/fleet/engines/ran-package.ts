/** A package of CommonJS as it is once it has run. @module */

import { createRequire } from 'node:module'

/**
 * Node 20 may hand out a module of CommonJS that it has read and not run, where `--eval` is at work as well: its names are there,
 * and what they stand for is not. Whoever requires it runs it.
 *
 * @param proof - a function that the package has
 */
export const ranPackage = <Loaded extends object>(
  loaded: Loaded,
  name: string,
  proof: keyof Loaded,
): Loaded => (typeof loaded[proof] === 'function' ? loaded : (createRequire(import.meta.url)(name) as Loaded))
