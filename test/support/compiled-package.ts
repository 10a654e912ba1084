/** Compiles the sources to plain JavaScript in a folder of its own, for tests that need a process of their own. @module */

import { execFile, spawn } from 'node:child_process'
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { ROOT, read } from '../house/sources.ts'

export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface CompiledPackage extends AsyncDisposable {
  /** Runs a module that imports `everterm` until it ends by itself. `within` is the command that starts Node. */
  run(source: string, within?: readonly string[]): Promise<Ended>
}

const FAST = ['--noCheck', '--declaration', 'false', '--sourceMap', 'false', '--inlineSources', 'false']

/** Compiles what is published, without checking its types. */
export async function compilePackage(): Promise<CompiledPackage> {
  const folder = await mkdtemp(join(tmpdir(), 'everterm-'))
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc')
  const project = join(ROOT, 'tsconfig.build.json')
  await promisify(execFile)(process.execPath, [tsc, '-p', project, '--outDir', join(folder, 'dist'), ...FAST])
  const { name, type, exports } = JSON.parse(read('package.json')) as Record<string, unknown>
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name, type, exports }))
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
  return {
    run: (source, within = []) => run(source, folder, within),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  }
}

function run(source: string, cwd: string, within: readonly string[]): Promise<Ended> {
  const line = [...within, process.execPath, '--input-type=module', '--eval', source]
  const child = spawn(line[0] as string, line.slice(1), { cwd })
  const output = { stdout: '', stderr: '' }
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (chunk: string) => {
      output[stream] += chunk
    })
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, ...output }))
  })
}
