/** Finds files of the package that are no modules: its manifest, and the diagrams. @module */

import { existsSync } from 'node:fs'

/** The URL of a file of the package, by its path from where `package.json` lies. */
export function packageFile(path: string): URL {
  let folder = new URL('../', import.meta.url)
  while (!existsSync(new URL('package.json', folder))) {
    const above = new URL('../', folder)
    if (above.href === folder.href) throw new Error('The package has lost its package.json')
    folder = above
  }
  return new URL(path, folder)
}
