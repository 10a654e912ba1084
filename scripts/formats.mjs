/**
 * Runs the recipes of `examples/formats`, after installing what they take: the same records must come out of each. CSV, which
 * needs no recipe, is held to a parser of npm.
 *
 * @module
 */

import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { installed } from './tools/installed.mjs'

const EXPECTED = ['in-arrow', 'in-parquet'].map(
  (name) => `${name} 50000 columns {"iata":"A49999","latitude":49,"passengers":49999000}\n`,
)

const folder = await installed('examples/formats')
const tsc = fileURLToPath(new URL('../node_modules/typescript/bin/tsc', import.meta.url))
if (spawnSync(process.execPath, [tsc, '-p', folder], { stdio: 'inherit' }).status !== 0) process.exit(1)

check('main.js', EXPECTED.join(''), 'Arrow and Parquet')
check('csv.js', 'csv agrees\n', 'CSV')

function check(program, expected, what) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, 'build', program)], {
    encoding: 'utf8',
    timeout: 120_000,
  })
  if (status === 0 && stdout === expected) console.log(`ok: ${what}`)
  else {
    console.error(`FAILED with ${status}: ${stdout}${stderr}`)
    process.exitCode = 1
  }
}
