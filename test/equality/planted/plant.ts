/** A copy of the sources in which a bug is planted, compiled, and held to a sample of the documents. @module */

import { execFile } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Bug, Edit } from './bug.ts'

const COPIED = [
  'src',
  'machines',
  'scripts',
  'test/equality',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.equality.json',
  // The compiler of the scanner.
  'tools/package.json',
  'tools/package-lock.json',
]

const COMPILED = ['src/decode/table/scanner/wasm.ts', 'src/decode/table/csv/wasm.ts']

export interface Nursery {
  /** Plants a bug, and resolves with what the run said when it found it, or with `undefined` if it found nothing. */
  plant(bug: Bug): Promise<string | undefined>
  remove(): Promise<void>
}

interface Ended {
  readonly code: number
  readonly output: string
}

const run = (folder: string, ...args: readonly string[]): Promise<Ended> =>
  new Promise((resolve) => {
    execFile(
      process.execPath,
      args,
      { cwd: folder, maxBuffer: 2 ** 26, timeout: 120_000 },
      (error, stdout, stderr) => resolve({ code: error === null ? 0 : 1, output: stdout + stderr }),
    )
  })

async function succeed(folder: string, ...args: readonly string[]): Promise<void> {
  const { code, output } = await run(folder, ...args)
  if (code !== 0) throw new Error(`${args.join(' ')} failed: ${output}`)
}

/** Plants an edit, and returns a function that takes it out again. */
async function edit(folder: string, { file, from, to }: Edit): Promise<() => Promise<void>> {
  const path = join(folder, 'src/decode/table', file)
  const text = await readFile(path, 'utf8')
  if (text.split(from).length !== 2) throw new Error(`${file} doesn't have this once: ${from}`)
  await writeFile(
    path,
    text.replace(from, () => to),
  )
  return () => writeFile(path, text)
}

export async function nursery(): Promise<Nursery> {
  const folder = await mkdtemp(join(tmpdir(), 'everterm-planted-'))
  for (const path of COPIED) await cp(path, join(folder, path), { recursive: true })
  for (const path of ['node_modules', 'tools/node_modules'])
    await symlink(join(process.cwd(), path), join(folder, path))

  async function sample(isCompiled: boolean): Promise<string | undefined> {
    if (isCompiled) await succeed(folder, 'scripts/wasm.mjs')
    // The types of a planted bug don't matter.
    await succeed(folder, 'node_modules/typescript/bin/tsc', '-p', 'tsconfig.equality.json', '--noCheck')
    const { code, output } = await run(
      folder,
      'build/equality/test/equality/main.js',
      '--sample',
      '--enough',
      '1',
    )
    return code === 0 ? undefined : (output.split('\n\n')[1] ?? output)
  }

  return {
    async plant({ edits }) {
      const isCompiled = edits.some(({ file }) => file.startsWith('assembly/'))
      const undo: (() => Promise<void>)[] = []
      try {
        for (const each of edits) undo.unshift(await edit(folder, each))
        return await sample(isCompiled)
      } finally {
        for (const each of undo) await each()
        if (isCompiled) for (const path of COMPILED) await cp(path, join(folder, path))
      }
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}
