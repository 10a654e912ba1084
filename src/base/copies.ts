/** What copies of one version of everterm have in common within a thread: bundles may bring a copy each. @module */

// Others may think differently of what is inside.
const VERSION = '0.1.0'

/** A symbol that is the same in all copies of this version. */
export const commonSymbol = (name: string): symbol => Symbol.for(`everterm ${VERSION} ${name}`)

/** The one of all copies of this version: whoever comes first makes it. */
export function common<T>(name: string, make: () => T): T {
  const key = commonSymbol(name)
  const globals = globalThis as { [key: symbol]: T | undefined }
  if (globals[key] === undefined) Object.defineProperty(globals, key, { value: make() })
  return globals[key] as T
}
