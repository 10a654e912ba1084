/** Packs the package, and makes a project that installs it as its users do. @module */

import { execFile } from 'node:child_process'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
export const MANIFEST = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'))

const SUBPATHS = Object.keys(MANIFEST.exports).filter((subpath) => subpath !== './package.json')
/** What can be imported: `everterm`, `everterm/s3` and so on. */
export const SPECIFIERS = SUBPATHS.map((subpath) => MANIFEST.name + subpath.slice(1))

const TWO_MINUTES = 120_000

async function run(program, args, options = {}) {
  const { stdout } = await promisify(execFile)(program, args, { timeout: TWO_MINUTES, ...options })
  return stdout
}

/** Packs what is built, and returns the path of the file. */
export async function pack(folder) {
  const stdout = await run('npm', ['pack', '--json', '--loglevel=error', '--pack-destination', folder], {
    cwd: ROOT,
  })
  return join(folder, JSON.parse(stdout.slice(stdout.indexOf('[')))[0].filename)
}

/** Makes a project in this folder, and returns what can be done in it. */
export async function project(folder) {
  const quietly = ['--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error']
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'package.json'), '{ "private": true, "type": "module" }')
  return {
    folder,
    /** Writes these files, each by its path in the project. */
    async write(files) {
      for (const [path, text] of Object.entries(files)) {
        await mkdir(dirname(join(folder, path)), { recursive: true })
        await writeFile(join(folder, path), text)
      }
    },
    install: (...packages) => run('npm', ['install', ...quietly, ...packages], { cwd: folder }),
    /** Does some work while a package is not installed. */
    async without(name, work) {
      const installed = join(folder, 'node_modules', name)
      await rename(installed, `${folder}/away`)
      await work()
      await rename(`${folder}/away`, installed)
    },
    node: (...args) => run(process.execPath, args, { cwd: folder }),
    /** Runs a program that an installed package brings. */
    bin: (name, ...args) => run(join(folder, 'node_modules/.bin', name), args, { cwd: folder }),
  }
}

/** Does a step of the check, and prints its title. */
export async function step(title, work) {
  const result = await work()
  console.log(`ok  ${title}`)
  return result
}
