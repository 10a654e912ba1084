/**
 * Compiles the sources to plain JavaScript, once for each run of the tests: Node starts threads itself, without vitest.
 *
 * @module
 */

import { execFile } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import type { Plugin } from 'vitest/config'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
// Several runs may share the working tree.
const COMPILED = join(ROOT, 'build', `tests-${process.pid}`)
const FAST = ['--noCheck', '--declaration', 'false', '--sourceMap', 'false', '--inlineSources', 'false']

const WRITTEN_WITH_ERRORS = 2

/** Compiles before the first test. The function that it returns cleans up after the last. */
export async function setup(): Promise<() => Promise<void>> {
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc')
  const project = join(ROOT, 'tsconfig.build.json')
  const work = promisify(execFile)(process.execPath, [tsc, '-p', project, '--outDir', COMPILED, ...FAST])
  // The compiler writes all files even if some have errors of type, which another check tells.
  await work.catch((error: { code: number }) => {
    if (error.code !== WRITTEN_WITH_ERRORS) throw error
  })
  return () => rm(COMPILED, { recursive: true, force: true })
}

const ENTRANCE = 'src/decode/workers/entrance.ts'
const MODULE_OF_A_THREAD = /new URL\('(\.[^']+\.js)', import\.meta\.url\)/g

/** Points `new URL('./module.js', import.meta.url)` of a source to the compiled file, and our threads to their module there. */
export function compiledWorkers(): Plugin {
  return {
    name: 'compiled-workers',
    enforce: 'pre',
    transform(code, id) {
      const file = relative(ROOT, id)
      if (!/^(src|test)\//.test(file)) return undefined
      const compiled = pathToFileURL(join(COMPILED, file))
      if (file === ENTRANCE) return code.replace('import.meta.url', `'${compiled.href.replace(/ts$/, 'js')}'`)
      return code.replaceAll(MODULE_OF_A_THREAD, (_, path) => `new URL('${new URL(path, compiled).href}')`)
    },
  }
}
