/** Checks what is installed: what should be published, each source map with its sources, and no heavy package. @module */

import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { MANIFEST, step } from './project.mjs'

const PUBLISHED = [
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
  'deploy',
  'diagrams',
  'dist',
  'llms.txt',
  'package.json',
  'schema',
]

/** Of the page, its script and its style sheet: what somebody waits for on a bad connection. */
const MOST_ZIPPED = 60_000

export async function checkContents({ folder }) {
  const modules = join(folder, 'node_modules')
  const installed = join(modules, MANIFEST.name)
  await step('holds what is published, and source maps with their sources', async () => {
    const names = await readdir(installed)
    if (names.sort().join() !== PUBLISHED.join()) throw new Error(`It holds ${names.join(', ')}`)
    const maps = (await readdir(installed, { recursive: true })).filter((name) => name.endsWith('.map'))
    if (maps.length === 0) throw new Error('There are no source maps')
    for (const name of maps) {
      const { sources, sourcesContent } = JSON.parse(await readFile(join(installed, name), 'utf8'))
      if (sources.length !== sourcesContent?.length) throw new Error(`${name} has no sources`)
    }
  })
  await step('holds a dashboard that is small, and has nothing inline', async () => {
    const built = join(installed, 'dist', 'dashboard')
    const files = (await readdir(built, { recursive: true })).filter((name) => name.includes('.'))
    const bytes = await Promise.all(files.map((name) => readFile(join(built, name))))
    const zipped = bytes.reduce((sum, each) => sum + gzipSync(each).length, 0)
    if (zipped > MOST_ZIPPED) throw new Error(`The dashboard has ${zipped} bytes, gzipped`)
    const page = await readFile(join(built, 'index.html'), 'utf8')
    if (/<script(?![^>]* src=)|<style|\sstyle=|\son\w+=/.test(page))
      throw new Error(`It has something inline: ${page}`)
  })
  await step('brings no optional peer with it', async () => {
    const present = await readdir(modules)
    const brought = Object.keys(MANIFEST.peerDependencies).filter((name) =>
      present.includes(name.split('/')[0]),
    )
    if (brought.length > 0) throw new Error(`It brings ${brought.join(', ')}`)
  })
}
