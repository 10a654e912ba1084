/** Every subpath of the package has a source, loads without waiting, and exports what is written down. @module */

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { importsOf, ROOT, read, waitsWhenLoaded } from './sources.ts'

type Target = string | { readonly types: string; readonly default: string }

const manifest = JSON.parse(read('package.json')) as {
  exports: Record<string, Target>
  sideEffects: string[]
  types: string
  typesVersions: { '*': Record<string, string[]> }
}

const entries = Object.entries(manifest.exports).flatMap(([subpath, target]) =>
  typeof target === 'string' ? [] : [{ subpath, target, source: sourceOf(target.default) }],
)

function sourceOf(built: string): string {
  return built.replace(/^\.\/dist\//, '').replace(/\.js$/, '.ts')
}

/** A file, and all files that are loaded with it. */
function loadedBy(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file) || !existsSync(join(ROOT, file))) return seen
  seen.add(file)
  for (const found of importsOf(file)) {
    if (found.file !== undefined && !found.typeOnly && !found.lazy) loadedBy(found.file, seen)
  }
  return seen
}

describe.each(entries)('$subpath', ({ subpath, target, source }) => {
  test('has a source, and its types beside it', () => {
    expect(existsSync(join(ROOT, source)), source).toBe(true)
    expect(Object.keys(target)).toEqual(['types', 'default'])
    expect(target.types).toBe(target.default.replace(/\.js$/, '.d.ts'))
  })

  test('is known to TypeScript where it does not look at `exports`', () => {
    const { types, typesVersions } = manifest
    expect(subpath === '.' ? [types] : typesVersions['*'][subpath.slice(2)]).toEqual([target.types])
  })

  test('loads without waiting, so that `require` can load it', () => {
    expect([...loadedBy(source)].filter((file) => waitsWhenLoaded(read(file)))).toEqual([])
  })

  test.skipIf(subpath === './thread')('exports what is written down', async () => {
    const module: object = await import(join(ROOT, source))
    expect(Object.keys(module).sort()).toMatchSnapshot()
  })
})

test('everterm/thread is kept by bundlers, though it exports nothing, and says that it is for threads alone', async () => {
  const { sideEffects, exports } = manifest
  const { default: door } = exports['./thread'] as Exclude<Target, string>
  expect(sideEffects).toEqual([door, './dist/src/decode/workers/thread-main.js'])
  await expect(import('../../src/decode/workers/thread-main.ts')).rejects.toThrow(
    'run by threads of everterm',
  )
})

test('threads that only read load no machine, no fetcher and nothing that builds a value', () => {
  const loaded = [...loadedBy('src/worker.ts')]
  const strangers =
    /^machines\/(?!delay)|^src\/(fetch|gate|tree|handles|observe)\/|^src\/decode\/(?!table\/)|\/(build|scanner|wasm)\.ts$/
  expect(loaded.filter((file) => strangers.test(file))).toEqual([])
  const packages = loaded
    .flatMap((file) => importsOf(file))
    .filter(
      ({ file, typeOnly, lazy, specifier }) => !file && !typeOnly && !lazy && !specifier.startsWith('node:'),
    )
  expect([...new Set(packages.map(({ specifier }) => specifier))]).toEqual(['lru-cache'])
})

test('what few need of our own loads when it is needed', () => {
  const lazy = [
    'src/decode/in-worker/run.ts',
    'src/decode/json/large.ts',
    'src/fetch/http/conversation.ts',
    'src/decode/table/scanner/wasm.ts',
    'src/decode/table/csv/wasm.ts',
    'src/decode/workers/thread-main.ts',
    'src/fetch/http/own-agent.ts',
  ]
  const loaded = loadedBy('src/index.ts')
  expect(lazy.filter((file) => loaded.has(file) || !existsSync(join(ROOT, file)))).toEqual([])
})

test('the packages that few need load with their own entry points only', () => {
  const loaded = [...loadedBy('src/index.ts')]
    .flatMap((file) => importsOf(file))
    .filter(
      ({ file, typeOnly, lazy, specifier }) => !file && !typeOnly && !lazy && !specifier.startsWith('node:'),
    )
  expect([...new Set(loaded.map(({ specifier }) => specifier))].sort()).toEqual(['lru-cache', 'xstate'])
})

test('the service, the dashboard and the command line are no part of what embeds terms', () => {
  const strangers = /^src\/(serve|cli|frameworks)\//
  expect([...loadedBy('src/index.ts')].filter((file) => strangers.test(file))).toEqual([])
})

test('the program loads words alone before it knows the command', () => {
  const { bin } = JSON.parse(read('package.json')) as { bin: { everterm: string } }
  const loaded = [...loadedBy(sourceOf(bin.everterm))]
  const strangers =
    /^src\/(?!cli\/|base\/|serve\/(formats\/formats|library-version|package-file|words\/\w+)\.ts$)|^machines\/(?!delay\.ts$)/
  expect(loaded.filter((file) => strangers.test(file))).toEqual([])
  const packages = loaded
    .flatMap((file) => importsOf(file))
    .filter(
      ({ file, typeOnly, lazy, specifier }) => !file && !typeOnly && !lazy && !specifier.startsWith('node:'),
    )
  expect(packages).toEqual([])
})
