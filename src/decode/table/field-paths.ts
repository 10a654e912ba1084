/** Reads and writes the paths that lead to fields, as options and questions have them. @module */

/** A path for each part of a key; of most keys there is one part, at one name. */
export type KeyPaths = readonly (readonly string[])[]

/** The option `key` where it names fields. */
export type KeyFields = string | readonly string[]

/** Reads the option `key`: `id`, `a.id`, `['locale', 'code']`. */
export const keyPathsOf = (key: KeyFields): KeyPaths =>
  typeof key === 'string' ? [pathNames(key)] : key.map(pathNames)

/** A dot is between two names, unless a backslash is before it; a backslash before a backslash is one of a name. */
export function pathNames(path: string): readonly string[] {
  const names = ['']
  for (const [piece] of path.matchAll(/\\[\\.]|\.|\\|[^\\.]+/g)) {
    if (piece === '.') names.push('')
    else names.push(`${names.pop()}${/^\\[\\.]/.test(piece) ? piece.slice(1) : piece}`)
  }
  return names
}

/** Writes a path as users do. */
export const writtenPath = (names: readonly string[]): string =>
  names.map((name) => name.replaceAll(/\\(?=[\\.]|$)|\./g, '\\$&')).join('.')
