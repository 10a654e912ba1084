/** Builds the site into `build/site`, after installing what that takes; a link or picture that leads nowhere fails it. @module */

import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { deadLinks } from './site/dead-links.mjs'
import { installed } from './tools/installed.mjs'

const folder = await installed('site')
const command = process.argv[2] ?? 'build'
const vitepress = join(folder, 'node_modules/.bin/vitepress')
const { status } = spawnSync(vitepress, [command, folder, ...process.argv.slice(3)], { stdio: 'inherit' })
process.exitCode = status ?? 1

if (status === 0 && command === 'build') {
  const built = fileURLToPath(new URL('../build/site', import.meta.url))
  const { pages, dead } = await deadLinks(built, process.env.SITE_BASE ?? '/')
  for (const link of dead) console.error(`leads nowhere: ${link}`)
  console.log(`${pages} pages in build/site, ${dead.length} dead links`)
  if (dead.length > 0) process.exitCode = 1
}
