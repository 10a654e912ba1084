/** Finds the tests near a source: those of its own room first, then those that reach it by the fewest imports. @module */

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

// This matches modules as well that are loaded by other means, as threads load theirs: `new URL('./entry.js',
// import.meta.url)`.
const SPECIFIER = /'(\.{1,2}\/[\w./-]+\.m?[jt]s)'/g

// A test that compiles the package runs all of it.
const COMPILES = 'tsconfig.build.json'
const DOORS = readdirSync('src').flatMap((file) => (file.endsWith('.ts') ? [`src/${file}`] : []))

/** The test files that reach a source, the nearest first. */
export function testsNear(source) {
  const steps = stepsTo(source)
  const path = source.replace(/^src\//, '').replace(/\.ts$/, '')
  return filesIn('test')
    .filter((file) => file.endsWith('.test.ts') && !file.startsWith('test/house/') && steps.has(file))
    .map((file) => ({
      file,
      inCommon: foldersInCommon(file.slice('test/'.length), path),
      steps: steps.get(file),
    }))
    .sort((a, b) => b.inCommon - a.inCommon || a.steps - b.steps)
    .map(({ file }) => file)
}

/** How many imports lie between each file and the source. */
function stepsTo(source) {
  const steps = new Map([[source, 0]])
  // A map that grows while it is iterated over is iterated over to its new end.
  for (const [file, distance] of steps) {
    for (const importer of importers().get(file) ?? []) {
      if (!steps.has(importer)) steps.set(importer, distance + 1)
    }
  }
  return steps
}

let known
function importers() {
  if (known !== undefined) return known
  known = new Map()
  for (const file of ['machines', 'src', 'test'].flatMap(filesIn)) {
    for (const imported of importsOf(file)) known.set(imported, [...(known.get(imported) ?? []), file])
  }
  return known
}

function importsOf(file) {
  const text = readFileSync(file, 'utf8')
  const found = [...text.matchAll(SPECIFIER)].map(([, path]) => join(dirname(file), path))
  const sources = found.map((path) => (existsSync(path) ? path : path.replace(/\.js$/, '.ts')))
  return new Set([...sources, ...(text.includes(COMPILES) ? DOORS : [])])
}

const filesIn = (folder) =>
  readdirSync(folder, { recursive: true })
    .map((file) => join(folder, file))
    .filter((file) => file.endsWith('.ts'))
    .sort()

function foldersInCommon(a, b) {
  const [left, right] = [a, b].map((path) => path.replace('.test.ts', '').split('/'))
  const differs = left.findIndex((part, index) => part !== right[index])
  return differs === -1 ? left.length : differs
}
