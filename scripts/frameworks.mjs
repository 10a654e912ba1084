/**
 * Runs the recipes of `examples/frameworks` as real processes, after installing what they take: each answers its probes, a
 * value and the dashboard, and ends with 0 at SIGTERM though a page is open. `npm run test:frameworks -- hono` runs one.
 *
 * @module
 */

import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { converse } from './frameworks/converse.mjs'
import { installed } from './tools/installed.mjs'

const RECIPES = ['node-http', 'express', 'hono', 'fastify', 'nest/main']

const folder = await installed('examples/frameworks')
const tsc = fileURLToPath(new URL('../node_modules/typescript/bin/tsc', import.meta.url))
if (spawnSync(process.execPath, [tsc, '-p', folder], { stdio: 'inherit' }).status !== 0) process.exit(1)

const origin = createServer((_, response) => response.end('{"EUR":1.08}')).listen(0, '127.0.0.1')
await once(origin, 'listening')
const prices = `http://127.0.0.1:${origin.address().port}/prices.json`

const asked = process.argv.slice(2)
for (const recipe of asked.length > 0 ? asked : RECIPES) {
  try {
    await converse(join(folder, 'build', `${recipe}.js`), prices)
    console.log(`ok: ${recipe}`)
  } catch (error) {
    console.error(`FAILED: ${recipe}: ${error.stack}`)
    process.exitCode = 1
  }
}
origin.close()
