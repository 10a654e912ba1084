/** What a table is made of is never made in a circle: who may import whom within `src/decode/table`. @module */

import { dirname, posix } from 'node:path'
import { describe, expect, test } from 'vitest'
import { filesBelow, importsOf, read, scriptsBelow } from './sources.ts'

const TABLE = 'src/decode/table/'
const ASSEMBLY = `${TABLE}assembly/`

/** Each folder, with the file beside it, and the folders that it may import from: those above it in this list. */
const HOST: Readonly<Record<string, readonly string[]>> = {
  // What users hold and ask for.
  contract: [],
  // What the memory of a table means.
  format: [],
  // How fields are named, by all who name some.
  'field-paths': [],
  read: ['contract', 'format', 'field-paths'],
  // The index, for those who only read; it must not load what builds.
  index: ['contract', 'format', 'read'],
  // Is a document a wrapper?
  wrapper: [],
  scanner: ['format', 'field-paths', 'wrapper'],
  build: ['contract', 'format', 'field-paths', 'scanner'],
  // CSV becomes lines of JSON, which are read as such.
  csv: ['contract', 'scanner'],
  // Keys that a module makes: the records become one keyed object.
  keyed: ['format', 'read', 'scanner', 'build'],
  changes: ['contract', 'format', 'read'],
  // Ranges, beside the records that are read already.
  'range-index': ['format', 'read', 'scanner'],
  // A thread builds a table and compares it with the one before.
  job: ['contract', 'format', 'read', 'scanner', 'build', 'csv', 'keyed', 'changes', 'range-index'],
  // And an index of a table that is there.
  'index-job': ['format', 'read'],
  // And a set of texts.
  'texts-job': ['contract', 'format', 'scanner', 'build', 'changes'],
  options: ['contract', 'format', 'field-paths', 'read', 'job'],
  // What is said of a delta that is of no use, to whoever reads one and whoever has one read.
  'unfit-delta': [],
  // What has changed between two tables, and how one is made of the other by that.
  'record-delta': ['format', 'read', 'changes', 'unfit-delta'],
  // A thread makes a table of the one before.
  'delta-job': ['format', 'job', 'changes', 'record-delta'],
  // What the maker of the next version is told of this one.
  'next-job': ['format', 'read', 'job'],
  // The steps of publishers, in a thread or here.
  'record-delta-between': ['format', 'job', 'record-delta', 'delta-job'],
  // Do two decoders make the same of a payload?
  'decoder-digest': ['format', 'options'],
  // And the steps of readers.
  'records-by-delta': [
    'format',
    'read',
    'job',
    'options',
    'decoder-digest',
    'delta-job',
    'next-job',
    'record-delta-between',
    'unfit-delta',
  ],
  // Does each record match a schema? It asks any value that has records.
  'judge-records': [],
  'records-decoder': ['format', 'read', 'job', 'options', 'judge-records', 'next-job', 'records-by-delta'],
  rows: ['contract', 'options', 'records-decoder'],
  ranges: ['contract', 'options', 'records-decoder'],
}

const SCANNER: Readonly<Record<string, readonly string[]>> = {
  layout: [],
  protocol: [],
  memory: [],
  json: ['protocol', 'memory'],
  keys: ['layout', 'protocol', 'memory', 'json'],
  columns: ['layout', 'protocol', 'memory', 'json', 'keys'],
  scan: ['protocol', 'memory', 'json', 'keys', 'columns'],
  // A module of its own.
  csv: [],
  // Whatever the host may call.
  index: ['memory', 'json', 'keys', 'columns', 'scan'],
}

/** `build` for `build.ts` and all that lies in `build/`. */
const folderOf = (file: string, base: string): string =>
  String(file.slice(base.length).split('/')[0]).replace(/\.ts$/, '')

type Import = readonly [from: string, to: string]

function strays(imports: readonly Import[], base: string, may: typeof HOST): string[] {
  return imports
    .filter(([, to]) => to.startsWith(base))
    .map(([from, to]): Import => [folderOf(from, base), folderOf(to, base)])
    .filter(([from, to]) => from !== to && !may[from]?.includes(to))
    .map(([from, to]) => `${from} -> ${to}`)
}

const hostImports = scriptsBelow(TABLE).flatMap((file) =>
  importsOf(file).flatMap(({ file: to }): Import[] => (to === undefined ? [] : [[file, to]])),
)

// Another language: its decorators are no syntax of TypeScript.
const scannerImports = filesBelow(ASSEMBLY).flatMap((file) =>
  [...read(file).matchAll(/ from '(\.[^']+)'/g)].map(
    ([, to]): Import => [file, `${posix.join(dirname(file), String(to))}.ts`],
  ),
)

describe.each([
  { of: 'a table', imports: hostImports, base: TABLE, may: HOST },
  { of: 'the scanner', imports: scannerImports, base: ASSEMBLY, may: SCANNER },
])('the folders of $of', ({ imports, base, may }) => {
  test('import those above them only', () => {
    expect([...new Set(strays(imports, base, may))]).toEqual([])
  })

  test('are listed without a circle, each below all that it imports', () => {
    const names = Object.keys(may)
    const early = names.filter((name, at) => may[name]?.some((other) => names.indexOf(other) >= at))
    expect(early).toEqual([])
  })

  test('are listed with what they import, and nothing else', () => {
    const taken = new Set(imports.map(([from, to]) => `${folderOf(from, base)} -> ${folderOf(to, base)}`))
    const listed = Object.entries(may).flatMap(([from, all]) => all.map((to) => `${from} -> ${to}`))
    expect(listed.filter((way) => !taken.has(way))).toEqual([])
  })
})

test.each([
  [`${TABLE}format/wtf8.ts`, `${TABLE}read/finder.ts`, 'format -> read'],
  [`${TABLE}index.ts`, `${TABLE}build.ts`, 'index -> build'],
])('%s may not import %s', (from, to, stray) => {
  expect(strays([[from, to]], TABLE, HOST)).toEqual([stray])
})

test('no file of a table imports itself by way of others, types included', () => {
  const all = [...hostImports, ...scannerImports]
  const reaches = (file: string, target: string, seen = new Set<string>()): boolean =>
    all.some(([from, to]) => {
      if (from !== file || seen.has(to)) return false
      seen.add(to)
      return to === target || reaches(to, target, seen)
    })
  expect(new Set(all.map(([from]) => from)).size).toBeGreaterThan(50)
  expect(all.filter(([from]) => reaches(from, from))).toEqual([])
})
