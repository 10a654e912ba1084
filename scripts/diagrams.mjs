/** Draws the built machines into `diagrams/`; with `--check` it only compares, and fails naming what differs. @module */

import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { drawAll } from './diagrams/draw.mjs'

const folder = new URL('../diagrams/', import.meta.url)
const built = new URL('../dist/machines/index.js', import.meta.url)
const { termMachine, supervisorMachine, partitionMachine, rolloutMachine } = await import(built.href)
const drawings = drawAll([termMachine, supervisorMachine, partitionMachine, rolloutMachine])

/** The kinds of files that are drawn: beside them lie the page and the layouts. */
const DRAWN = new Set(['.svg', '.mmd', '.txt', '.json'])

const committed = (name) => readFile(new URL(name, folder), 'utf8').catch(() => undefined)

if (process.argv.includes('--check')) {
  const names = new Set([
    ...drawings.keys(),
    ...(await readdir(folder)).filter((name) => DRAWN.has(extname(name))),
  ])
  for (const name of names) {
    if ((await committed(name)) === drawings.get(name)) continue
    console.error(`diagrams/${name} is not what the machines look like: run \`npm run diagrams\``)
    process.exitCode = 1
  }
} else {
  await mkdir(folder, { recursive: true })
  for (const [name, text] of drawings) await writeFile(new URL(name, folder), text)
}
