/** Does what the kubelet does with a ConfigMap that is mounted as a volume: all files change at once, by one link. @module */

import { mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Puts a version into a volume: `config.json` leads to `..data/config.json`, and `..data` to a folder of this version, which
 * takes the place of the one before by a rename.
 */
export async function putVersion(volume: string, version: string, files: Readonly<Record<string, string>>) {
  const folder = `..${version}`
  await mkdir(join(volume, folder))
  for (const [name, text] of Object.entries(files)) {
    await writeFile(join(volume, folder, name), text)
    // Only the first version makes these links, and they are never touched again.
    await symlink(join('..data', name), join(volume, name)).catch(() => {})
  }
  await symlink(folder, join(volume, '..data_tmp'))
  await rename(join(volume, '..data_tmp'), join(volume, '..data'))
}

/** Takes a version away that no link leads to any more. */
export const removeVersion = (volume: string, version: string) =>
  rm(join(volume, `..${version}`), { recursive: true })
