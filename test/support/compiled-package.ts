/** Compiles the sources to plain JavaScript in a folder of its own, for tests that need a process of their own. @module */

import { execFile, spawn } from 'node:child_process'
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { ROOT, read } from '../house/sources.ts'
import { type Ended, followed } from './followed.ts'

export interface CompiledPackage extends AsyncDisposable {
  /** Runs a module that imports `everterm` until it ends by itself. `within` is the command that starts Node. */
  run(source: string, within?: readonly string[]): Promise<Ended>
  /** The same, for a test that has a word with it before it ends. */
  launch(source: string): Launched
}

export interface Launched {
  kill(signal: NodeJS.Signals): void
  /** Resolves when its output has this text. */
  said(text: string): Promise<void>
  readonly ended: Promise<Ended>
}

const FAST = ['--noCheck', '--declaration', 'false', '--sourceMap', 'false', '--inlineSources', 'false']

/** Compiles what is published, without checking its types, into a folder where `import 'everterm'` means it. */
export async function packageFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'everterm-'))
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc')
  const project = join(ROOT, 'tsconfig.build.json')
  await promisify(execFile)(process.execPath, [tsc, '-p', project, '--outDir', join(folder, 'dist'), ...FAST])
  const { name, version, type, exports } = JSON.parse(read('package.json')) as Record<string, unknown>
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name, version, type, exports }))
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
  return folder
}

export async function compilePackage(): Promise<CompiledPackage> {
  const folder = await packageFolder()
  return {
    run: (source, within = []) => launch(source, folder, within).ended,
    launch: (source) => launch(source, folder, []),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  }
}

function launch(source: string, cwd: string, within: readonly string[]): Launched {
  const line = [...within, process.execPath, '--input-type=module', '--eval', source]
  const child = spawn(line[0] as string, line.slice(1), { cwd })
  const { output, ended, until } = followed(child)
  const said = (text: string) => until(() => output.stdout.includes(text), text)
  return { kill: (signal) => void child.kill(signal), said, ended }
}
