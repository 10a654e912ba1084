/**
 * Makes a volume as the kubelet does for a ConfigMap: its files are links into `..data`, itself a link that is swapped.
 *
 * @module
 */

import { mkdir, readlink, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

export interface ConfigMapVolume {
  /** Swaps in a new set of files, and removes the old one. */
  update(files: Readonly<Record<string, string>>): Promise<void>
}

export function configMapVolume(mount: string): ConfigMapVolume {
  let generation = 0
  return {
    async update(files) {
      const data = join(mount, '..data')
      const old = await readlink(data).catch(() => undefined)
      const next = `..2026_01_01_00_00_0${++generation}.${process.pid}`
      await mkdir(join(mount, next))
      for (const [name, content] of Object.entries(files)) await writeFile(join(mount, next, name), content)
      await symlink(next, join(mount, '..data_tmp'))
      await rename(join(mount, '..data_tmp'), data)
      for (const name of Object.keys(files)) {
        await symlink(join('..data', name), join(mount, name)).catch(() => undefined)
      }
      if (old !== undefined) await rm(join(mount, old), { recursive: true })
    },
  }
}
