/** Shares things among the copies of one version of everterm in a thread: each bundle may bring a copy. @module */

// Copies of other versions may differ in what they share.
const VERSION = '0.1.0'

/** A symbol that is the same in all copies of this version. */
export const commonSymbol = (name: string): symbol => Symbol.for(`everterm ${VERSION} ${name}`)

/** The one thing of this name for all copies of this version: the first copy that asks makes it. */
export function common<T>(name: string, make: () => T): T {
  const key = commonSymbol(name)
  const globals = globalThis as { [key: symbol]: T | undefined }
  if (globals[key] === undefined) Object.defineProperty(globals, key, { value: make() })
  return globals[key] as T
}
