/** Which folders are entered by one door, and who comes in another way. @module */

import type { Import } from './sources.ts'

/**
 * The door of a folder `x/` is the `x.ts` beside it, or its `index.ts`; where there are both, the second is for those who
 * need less. A folder without either is open. `src/index.ts` is the door of the package, which the rooms stand behind.
 */
export function doorsOf(files: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const known = new Set(files)
  const doors = new Map<string, readonly string[]>()
  for (const folder of new Set(files.flatMap(foldersOf))) {
    const own = [`${folder}.ts`, `${folder}/index.ts`].filter((file) => known.has(file))
    if (folder !== 'src' && own.length > 0) doors.set(folder, own)
  }
  return doors
}

/** The folders that a file lies in, the outermost first. */
function foldersOf(file: string): string[] {
  const names = file.split('/').slice(0, -1)
  return names.map((_, at) => names.slice(0, at + 1).join('/'))
}

/** The imports of a file that enter a folder past its door, as `from -> to`. */
export function pastDoors(
  file: string,
  imports: readonly Import[],
  doors: ReadonlyMap<string, readonly string[]>,
): string[] {
  return imports.flatMap(({ file: target }) => {
    const passed = target === undefined ? [] : foldersOf(target).filter((folder) => doors.has(folder))
    const isOutside = (folder: string) =>
      !file.startsWith(`${folder}/`) && !doors.get(folder)?.some((door) => door === file || door === target)
    return passed.some(isOutside) ? [`${file} -> ${target}`] : []
  })
}

/** How many files an open folder may have that nobody outside of it asks for. */
const FEW = 4

/**
 * The open folders that ask for a door: most of their files are their own affair. Folders below are told of for
 * themselves.
 */
export function withoutDoor(
  files: readonly string[],
  importsOf: (file: string) => readonly Import[],
  doors: ReadonlyMap<string, readonly string[]>,
): string[] {
  const asked = new Map<string, Set<string>>()
  for (const file of files) {
    for (const { file: target } of importsOf(file)) {
      if (target === undefined) continue
      for (const folder of foldersOf(target)) {
        if (file.startsWith(`${folder}/`)) continue
        asked.set(folder, (asked.get(folder) ?? new Set()).add(target))
      }
    }
  }
  return [...new Set(files.flatMap(foldersOf))].filter((folder) => {
    const own = files.filter((file) => foldersOf(file).at(-1) === folder)
    const entered = own.filter((file) => asked.get(folder)?.has(file)).length
    return folder !== 'src' && !doors.has(folder) && own.length - entered > Math.max(FEW, entered)
  })
}
