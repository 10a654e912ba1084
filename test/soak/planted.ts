/** Shows that a soak finds what leaks: for each kind one in a process of its own, all at the same time. @module */

import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { LEAKS } from './leaks.ts'

const SECONDS = 15

/** Are all of them found, each by its own sign? */
export async function planted(seed: number): Promise<boolean> {
  const found = await Promise.all(
    Object.entries(LEAKS).map(async ([leak, { sign }]) => {
      const told = await run(['--leak', leak, '--terms', '15', '--seed', String(seed)])
      const isFound = told.includes(`GROWS: ${sign}`)
      console.log(`${leak}: ${isFound ? 'found' : `NOT FOUND\n${told}`}`)
      return isFound
    }),
  )
  return found.every(Boolean)
}

const run = (args: readonly string[]): Promise<string> =>
  new Promise((resolve) => {
    const main = fileURLToPath(new URL('./main.js', import.meta.url))
    const env = { ...process.env, SOAK_SECONDS: String(SECONDS) }
    execFile(process.execPath, ['--expose-gc', main, ...args], { env }, (_, stdout, stderr) =>
      resolve(`${stdout}${stderr}`),
    )
  })
