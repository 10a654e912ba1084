/** Finds the secrets whose name stands beside them: `{ "name": "password", "value": "…" }`. @module */

import { isSecretName, namesSecret } from './redaction.ts'
import { partOf } from './values/part-of.ts'

/** Whether what is at a path is such a pair. What can't be looked up may be one. */
export const secretPairsIn =
  (root: unknown) =>
  (path: readonly string[]): boolean => {
    if (root === undefined) return true
    const part = partOf(root, path)
    if (part === undefined) return true
    const value: unknown = part.json === undefined ? part.value : JSON.parse(part.json)
    return typeof value === 'object' && value !== null && namesSecret(value)
  }

/** The paths, without their first slash, of pairs whose name has changed from or to that of a secret. */
export function secretPairsAmong(
  entries: readonly { readonly path: string; readonly before?: unknown; readonly after?: unknown }[],
): ReadonlySet<string> {
  const found = entries.filter(
    ({ path, before, after }) =>
      /\/(name|key)$/i.test(path) &&
      [before, after].some((name) => typeof name === 'string' && isSecretName(name)),
  )
  return new Set(found.map(({ path }) => path.slice(1, path.lastIndexOf('/'))))
}
