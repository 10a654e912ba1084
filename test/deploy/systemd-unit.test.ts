/** The unit of systemd: systemd itself finds nothing wrong with it, and little that it may do. @module */

import { execFile, execFileSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { COMMANDS } from '../../src/cli/commands.ts'
import { read } from '../house/sources.ts'

const UNIT = read('deploy/everterm.service')
const lineOf = (key: string): string | undefined => new RegExp(`^${key}=(.*)$`, 'm').exec(UNIT)?.[1]

const analyzer = (() => {
  try {
    return execFileSync('systemd-analyze', ['--version'], { encoding: 'utf8' })
  } catch {
    return undefined
  }
})()

/** Asks systemd-analyze about the unit, as if everterm were installed here. */
async function analyzed(...words: readonly string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'everterm-unit-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const path = join(folder, 'everterm.service')
  await writeFile(path, UNIT.replace('/usr/local/bin/everterm', process.execPath))
  const { stdout, stderr } = await promisify(execFile)('systemd-analyze', [...words, path])
  return stdout + stderr
}

test.skipIf(analyzer === undefined)('the unit is sound, says systemd-analyze verify', async () => {
  expect(await analyzed('verify')).toBe('')
})

test.skipIf(analyzer === undefined)(
  'the unit exposes at most 2 of 10, says systemd-analyze security',
  async () => {
    expect(await analyzed('security', '--offline=true', '--threshold=20')).toContain('OK')
  },
)

test('the unit runs a command that there is, and tells it to load its configuration anew', () => {
  const [, command] = lineOf('ExecStart')?.split(' ') ?? []
  expect(COMMANDS.map(({ name }) => name)).toContain(command)
  expect(lineOf('ExecReload')).toBe('/bin/kill -HUP $MAINPID')
})

test('the unit waits until the service is ready, and hears of it from a process of its own', () => {
  expect(lineOf('Type')).toBe('notify')
  expect(lineOf('NotifyAccess')).toBe('all')
  expect(lineOf('WatchdogSec')).toBeDefined()
})
