/** Compiles the examples and runs one: `npm run -s example prices -- --megabytes 20`. @module */

import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url))

/** Runs a script of Node's, and gives its exit code. */
const run = (script, args) =>
  spawnSync(process.execPath, [at(script), ...args], { stdio: 'inherit' }).status ?? 1

const names = readdirSync(at('examples')).filter((name) => existsSync(at(`examples/${name}/main.ts`)))
const [name, ...args] = process.argv.slice(2)
if (names.includes(name)) {
  const compiled = run('node_modules/typescript/bin/tsc', ['-p', at('tsconfig.examples.json')])
  process.exitCode = compiled || run(`build/examples/${name}/main.js`, args)
} else {
  console.error(`Expected one of ${names.join(', ')}, got ${name ?? 'nothing'}`)
  process.exitCode = 1
}
