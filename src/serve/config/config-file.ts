/** Finds the file of a configuration, and reads it: JSON as it is, JavaScript and TypeScript by importing them. @module */

import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { extname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { fieldOf } from '../../base/errors.ts'
import { json } from '../../decode/json.ts'
import { reasonOf } from '../../reasons/index.ts'

const CONFIG_NAMES = ['ts', 'mts', 'js', 'mjs', 'json'].map((ending) => `everterm.config.${ending}`)

/** Does one lie there, whether or not it is sound? */
export const isConfigIn = (folder: string): boolean =>
  CONFIG_NAMES.some((name) => existsSync(join(folder, name)))

/** The file that is meant. @throws TypeError where there is none, or more than one */
export function findConfig(path: string | undefined, folder = process.cwd()): string {
  if (path !== undefined) return resolve(folder, path)
  const found = CONFIG_NAMES.filter((name) => existsSync(join(folder, name)))
  const [only, second] = found
  if (only === undefined)
    throw new TypeError(`no configuration: expected ${CONFIG_NAMES.join(', ')} in ${folder}`)
  if (second !== undefined)
    throw new TypeError(
      `several configurations: ${found.join(', ')} in ${folder}; name the one that is meant`,
    )
  return join(folder, only)
}

/** What the file says, which is still to be checked. @throws TypeError in words, which quote nothing of the file */
export async function readConfig(path: string): Promise<unknown> {
  const text = await readFile(path).catch((error: unknown) => {
    throw new TypeError(`${path} can't be read (${String(fieldOf(error, 'code'))})`)
  })
  if (extname(path) === '.json') return parsed(path, text)
  // What hasn't changed is the same module, and so are the terms in it.
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 16)
  const url = `${pathToFileURL(path).href}?${digest}`
  const module: object = await import(url).catch((error: unknown) => {
    throw new TypeError(`${path}: ${whyNotLoaded(error)}`)
  })
  const config = (module as { readonly default?: unknown }).default
  if (config === undefined)
    throw new TypeError(`${path}: expected a default export, as \`export default defineConfig({ ... })\``)
  // A file in CommonJS, or one that a loader has made of it.
  return (fieldOf(config, 'default') as unknown) ?? config
}

function parsed(path: string, text: Uint8Array): unknown {
  try {
    return json(text)
  } catch (error) {
    const said = reasonOf(error)
    // A decoder speaks of payloads and bytes, a person looks at a file and a line.
    const [, byte, more] = /JSON \(byte (\d+)\)(.*)$/s.exec(said) ?? []
    if (byte === undefined) throw new TypeError(`${path}: ${said.replace('The payload', 'the file')}`)
    throw new TypeError(`${path}:${placeOf(text, Number(byte))}: this is not valid JSON${more}`)
  }
}

/** The line and the column of a byte, as editors count them. */
function placeOf(text: Uint8Array, byte: number): string {
  const before = new TextDecoder().decode(text.subarray(0, byte)).split(/\r\n|\n|\r/)
  return `${before.length}:${(before.at(-1) ?? '').length + 1}`
}

const TYPESCRIPT =
  'this Node.js reads no TypeScript: use Node.js 22.18 or newer, start it with a loader (`node --import tsx`), or write everterm.config.js'

function whyNotLoaded(error: unknown): string {
  const code = fieldOf(error, 'code')
  if (code === 'ERR_UNKNOWN_FILE_EXTENSION') return TYPESCRIPT
  return reasonOf(error)
}

const OTHERS = 0o044

/** Warns of a token in a file that others may read. */
export async function tokenWarning(path: string, config: unknown): Promise<string | undefined> {
  if (fieldOf(config, 'token') === undefined || process.platform === 'win32') return undefined
  const { mode } = await stat(path)
  if ((mode & OTHERS) === 0) return undefined
  return `${path} holds a token, and others may read it: chmod 600, or put the token into EVERTERM_TOKEN`
}
