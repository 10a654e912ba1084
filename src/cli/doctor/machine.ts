/** Looks at what is not the origins': Node.js, and the packages beside everterm. @module */

import { readdirSync, readFileSync, realpathSync } from 'node:fs'
import { createRequire as requireFrom } from 'node:module'
import { join } from 'node:path'
import zlib from 'node:zlib'
import type { Finding } from './finding.ts'

const LEAST = [20, 19] as const

export function checkNode(
  version = process.versions.node,
  canZstd = 'createZstdDecompress' in zlib,
): Finding[] {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const about = 'node'
  if (major < LEAST[0] || (major === LEAST[0] && minor < LEAST[1])) {
    return [
      {
        level: 'bad',
        about,
        found: `Node.js ${version}`,
        means: 'everterm needs 20.19 or newer',
        advice: 'update it',
      },
    ]
  }
  const found = { level: 'ok', about, found: `Node.js ${version}` } as const
  if (canZstd || isInstalled('fzstd')) return [found]
  return [
    found,
    {
      level: 'ok',
      about: 'zstd',
      found: 'this Node.js has none',
      means: 'payloads that are compressed by zstd fail with ERR_TERM_ENCODING',
      advice: 'if there are any: `npm install fzstd xxhash-wasm`, or Node.js 22.15',
    },
  ]
}

/** Can whoever works in this folder load such a package? */
export function isInstalled(name: string): boolean {
  try {
    requireFrom(join(process.cwd(), 'noop.js')).resolve(name)
    return true
  } catch {
    return false
  }
}

const API = '@opentelemetry/api'

/** Several copies of the API don't see each other's providers where their versions differ. */
export function checkTelemetry(folder = process.cwd()): Finding[] {
  const versions = [...new Map([...copiesBelow(join(folder, 'node_modules'))]).values()]
  const distinct = [...new Set(versions)]
  if (distinct.length === 0) return []
  const about = 'opentelemetry'
  if (distinct.length === 1) return [{ level: 'ok', about, found: `one ${API}, ${distinct[0]}` }]
  return [
    {
      level: 'warn',
      about,
      found: `${distinct.length} versions of ${API}: ${distinct.join(', ')}`,
      means:
        'what an SDK registers with a newer one, an older one does not see: metrics and spans are lost without a word',
      advice:
        '`npm dedupe`, or `overrides` in package.json; `npm ls @opentelemetry/api` shows who wants which',
    },
  ]
}

const DEEPEST = 6

/** The copies of the API below a folder of packages: where each is, and its version. */
function* copiesBelow(modules: string, depth = 0): Generator<[path: string, version: string]> {
  if (depth > DEEPEST) return
  const copy = versionAt(join(modules, API))
  if (copy !== undefined) yield copy
  for (const name of foldersIn(modules)) {
    const inside = name.startsWith('@')
      ? foldersIn(join(modules, name)).map((part) => join(name, part))
      : [name]
    for (const part of inside) yield* copiesBelow(join(modules, part, 'node_modules'), depth + 1)
  }
}

function versionAt(path: string): [string, string] | undefined {
  try {
    const { version } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')) as { version: string }
    return [realpathSync(path), version]
  } catch {
    return undefined
  }
}

function foldersIn(path: string): string[] {
  try {
    return readdirSync(path, { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? [entry.name] : [],
    )
  } catch {
    return []
  }
}
