/**
 * Packages beside the package: what only some commands need has a `package.json` and a lock file in a folder of its own, and is
 * installed by the first command that uses it.
 *
 * @module
 */

import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/**
 * Installs what a folder's lock file says, unless that is what is there.
 *
 * @param {string} name - of the folder, from the root
 * @returns {Promise<string>} its path
 */
export async function installed(name) {
  const folder = join(ROOT, name)
  // Written last: an install that was cut short has none.
  const mark = join(folder, 'node_modules', '.installed')
  const lock = createHash('sha256')
    .update(await readFile(join(folder, 'package-lock.json')))
    .digest('hex')
  if ((await readFile(mark, 'utf8').catch(() => '')) === lock) return folder
  console.error(`installing ${name}/, for the first time or anew`)
  // To stderr: what the command itself has to say goes to stdout.
  const args = ['ci', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error']
  const { status } = spawnSync('npm', args, { cwd: folder, stdio: ['ignore', 2, 2] })
  if (status !== 0) throw new Error(`npm ci failed in ${name}/`)
  await writeFile(mark, lock)
  return folder
}
