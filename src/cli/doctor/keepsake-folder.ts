/** Looks at the folder of a keepsake: can it be written, and by whom? @module */

import { access, constants, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { fieldOf } from '../../base/errors.ts'
import type { Finding } from './finding.ts'

const OTHERS_WRITE = 0o002

export async function checkKeepsakeFolder(dir: string): Promise<Finding[]> {
  const about = `keepsake ${dir}`
  const found = await stat(dir).catch((error: unknown) => String(fieldOf(error, 'code')))
  if (found === 'ENOENT') return missing(about, dir)
  if (typeof found === 'string') return [unusable(about, `can't be looked at (${found})`)]
  if (!found.isDirectory()) return [unusable(about, 'is no folder')]
  if (!(await mayWrite(dir))) return [unusable(about, 'can not be written')]
  if (process.platform === 'win32' || (found.mode & OTHERS_WRITE) === 0)
    return [{ level: 'ok', about, found: 'can be written' }]
  return [
    {
      level: 'warn',
      about,
      found: 'everybody on this machine may write it',
      means: 'whoever puts a file there decides what is served after a restart, unless `verify` is set',
      advice: `chmod 700 ${dir}`,
    },
  ]
}

async function missing(about: string, dir: string): Promise<Finding[]> {
  let above = dirname(dir)
  while (above !== dirname(above) && !(await stat(above).catch(() => undefined))) above = dirname(above)
  if (await mayWrite(above)) return [{ level: 'ok', about, found: 'is not there yet, and can be made' }]
  return [unusable(about, `is not there, and can't be made in ${above}`)]
}

const unusable = (about: string, found: string): Finding => ({
  level: 'bad',
  about,
  found,
  means: 'nothing is kept: a start while the origin is away has no value',
  advice: 'give the user of the service a folder of its own',
})

const mayWrite = (path: string): Promise<boolean> =>
  access(path, constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  )
