/** What the sources never do, and what they stand on: safety that needs no fault to be seen. @module */

import { expect, test } from 'vitest'
import { importsOf, read, scriptsBelow } from './sources.ts'

const sources = ['src', 'machines'].flatMap(scriptsBelow)
const code = (file: string): string => read(file).replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')
const saying = (words: RegExp): string[] => sources.filter((file) => words.test(code(file)))

const manifest = JSON.parse(read('package.json')) as Record<
  'dependencies' | 'peerDependencies' | 'peerDependenciesMeta',
  Record<string, unknown>
>

test('S14: nothing that was fetched can become code', () => {
  expect(saying(/\beval\(|\bnew Function\b/)).toEqual([])
  const importing = (...names: string[]) =>
    sources.filter((file) =>
      importsOf(file).some(({ specifier }) => names.some((name) => specifier === `node:${name}`)),
    )
  expect(importing('vm', 'repl')).toEqual([])
  expect(importing('child_process')).toEqual([
    // The browser of whoever sits there, with an address of this machine.
    'src/cli/dash/open-browser.ts',
    // It starts Node itself, with a module of ours, which loads the one that the user has named.
    'src/decode/in-worker/isolated/run.ts',
    // The command `zstd`, with files of its own.
    'src/publish/delta.ts',
    // The service tells systemd by a program of systemd's.
    'src/serve/run/systemd.ts',
  ])
})

test('S22: nothing listens at a port but a service that was asked to, and nothing else knows of it', () => {
  expect(saying(/\bcreateServer\b|\bcreateSecureServer\b/)).toEqual([
    // Sockets in a folder of this user alone, which nobody reaches from elsewhere.
    'src/fleet/member/owner.ts',
    'src/published/host/lead.ts',
    'src/serve/http/listen.ts',
  ])
})

test('S23: few packages come along, and whatever few need is an optional peer', () => {
  const { dependencies, peerDependencies, peerDependenciesMeta } = manifest
  expect(Object.keys(dependencies)).toEqual([
    '@standard-schema/spec',
    'better-sse',
    'fastify-plugin',
    'lru-cache',
    'pino',
    'undici',
    'xstate',
  ])
  const optional = Object.fromEntries(Object.keys(peerDependencies).map((name) => [name, { optional: true }]))
  expect(peerDependenciesMeta).toEqual(optional)
})

test('S24: undici is one that bounds chains of codings (CVE-2026-22036)', () => {
  const installed = JSON.parse(read('node_modules/undici/package.json')) as { version: string }
  for (const version of [installed.version, String(manifest.dependencies.undici).replace('^', '')]) {
    const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number)
    expect(major * 1e6 + minor * 1e3 + patch).toBeGreaterThanOrEqual(7_018_002)
  }
})
