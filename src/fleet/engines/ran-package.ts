/** A package of CommonJS as it is once it has run. @module */

// People who bundle put a `createRequire` of their own in front of what comes out.
import { createRequire as requireFrom } from 'node:module'

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
): Loaded => (typeof loaded[proof] === 'function' ? loaded : (requireFrom(import.meta.url)(name) as Loaded))
