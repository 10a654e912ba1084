/** Runs a command of `tools/`, which it installs when it has to: `node scripts/tool.mjs biome check`. @module */

import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { installed } from './tools/installed.mjs'

const [name, ...args] = process.argv.slice(2)
const command = join(await installed('tools'), 'node_modules', '.bin', name)
const { status, error } = spawnSync(command, args, { stdio: 'inherit' })
if (error) throw error
process.exitCode = status ?? 1
