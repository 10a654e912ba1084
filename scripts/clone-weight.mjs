/** How much `npm install` brings to a clone: fails above the bound, and then names what is heaviest. @module */

import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** In MiB on disk, as `du` counts: 219 in a clean clone on Linux when this was written. */
const BOUND = 300

const MODULES = fileURLToPath(new URL('../node_modules', import.meta.url))
const BLOCK = 512
const MIB = 2 ** 20

/** The bytes on disk of a file, or of a folder and all in it. */
async function weigh(path) {
  const { blocks } = await lstat(path)
  const within = await readdir(path).catch(() => [])
  const weights = await Promise.all(within.map((name) => weigh(join(path, name))))
  return weights.reduce((sum, weight) => sum + weight, blocks * BLOCK)
}

/** The packages of a folder by weight; what commands have left in `.cache` came with none. */
async function packages(folder = MODULES, scope = '') {
  const names = (await readdir(folder)).filter((name) => name !== '.cache')
  const found = await Promise.all(
    names.map(async (name) =>
      name.startsWith('@')
        ? packages(join(folder, name), `${name}/`)
        : [{ name: scope + name, weight: await weigh(join(folder, name)) }],
    ),
  )
  return found.flat()
}

const all = (await packages()).sort((one, other) => other.weight - one.weight)
const sum = Math.round(all.reduce((total, { weight }) => total + weight, 0) / MIB)
console.log(`node_modules: ${sum} MiB in ${all.length} packages, ${BOUND} at most`)
if (sum > BOUND) {
  for (const { name, weight } of all.slice(0, 12)) console.log(`${Math.round(weight / MIB)}\t${name}`)
  console.error(
    'what only some commands need belongs in tools/, or in a folder of its own: see scripts/tools/installed.mjs',
  )
  process.exitCode = 1
}
