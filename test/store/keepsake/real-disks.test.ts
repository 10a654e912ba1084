/** Real disks that are full, that may not be written to, or that limit a file: not made up, but mounted and set. @module */

import { execFile, execFileSync } from 'node:child_process'
import { chmod, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { folderOfTest, testKeepsake } from '../../support/keepsakes.ts'

const MODULE = new URL('../../../src/store/keepsake/index.js', import.meta.url).href
const SCRIPT = fileURLToPath(new URL('../../support/small-disk.mjs', import.meta.url))

/** Not everybody may mount a file system; in CI a machine that may not would hide that nothing is shown. */
function mayMount(): boolean {
  try {
    execFileSync('unshare', ['--map-root-user', '--mount', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'], {
      stdio: 'ignore',
    })
    return true
  } catch {
    return process.env.CI !== undefined
  }
}

/** Runs the script in a namespace of its own, after a line of the shell. */
const run = async (folder: string, before: string) => {
  const line = `${before} && exec "$0" "$1" "$2" "$3"`
  const args = ['--map-root-user', '--mount', 'sh', '-c', line, process.execPath, SCRIPT, MODULE, folder]
  const { stdout } = await promisify(execFile)('unshare', args)
  return JSON.parse(stdout)
}

const STEPS = [
  { name: 'there is room', safe: true, letters: ['a'], unfinished: 0 },
  { name: 'there is none', safe: false, letters: ['a'], unfinished: 0 },
  { name: 'nor is there later', safe: false, letters: ['a'], unfinished: 0 },
  { name: 'there is again', safe: true, letters: ['c', 'a'], unfinished: 0 },
]

describe.skipIf(!mayMount())('a file system', () => {
  it('F40: of 1.5 MB that is full keeps what it had, and gets the last one when there is room', async () => {
    const folder = await folderOfTest()
    const { steps, told } = await run(folder, 'mount -t tmpfs -o size=1500k tmpfs "$3"')
    expect(steps).toEqual(STEPS)
    expect(told).toEqual(['written', 'failed ENOSPC', 'written'])
  })

  it('F41: that is mounted to be read only is told of, and read', async () => {
    const folder = await folderOfTest()
    await testKeepsake(join(folder, 'keepsakes')).store('a')
    const script = `import(process.argv[1]).then(async ({ keepsakeOf }) => {
      const told = []
      const hear = (one) => told.push(one.reason)
      const keepsake = keepsakeOf({ dir: process.argv[2] + '/keepsakes', term: 'prices', keep: 2, maxBytes: 99, hear })
      const { signal } = new AbortController()
      const [found] = (await keepsake.open(signal)).generations
      const text = Buffer.from(await found.bytes(signal)).toString()
      const safe = await keepsake.noteNow({}, signal)
      keepsake.forget()
      console.log(JSON.stringify({ text, safe, told }))
    })`
    const line =
      'mount --bind "$3" "$3" && mount -o remount,bind,ro "$3" && exec "$0" --input-type=module --eval "$1" "$2" "$3"'
    const args = ['--map-root-user', '--mount', 'sh', '-c', line, process.execPath, script, MODULE, folder]
    const { stdout } = await promisify(execFile)('unshare', args)
    expect(JSON.parse(stdout)).toEqual({ text: 'a', safe: false, told: ['EROFS'] })
  })
})

describe('a process', () => {
  it('F41: whose files may not be larger than so much is told so, and nothing of them is left', async () => {
    const folder = await folderOfTest()
    const line = 'ulimit -f 1000 && exec "$0" "$@"'
    const args = ['-c', line, process.execPath, SCRIPT, MODULE, folder]
    const { stdout } = await promisify(execFile)('bash', args)
    const { steps, told } = JSON.parse(stdout)
    expect(steps).toEqual([
      { name: 'there is room', safe: true, letters: ['a'], unfinished: 0 },
      { name: 'there is none', safe: true, letters: ['b', 'a'], unfinished: 0 },
      { name: 'nor is there later', safe: true, letters: ['c', 'b'], unfinished: 0 },
      { name: 'there is again', safe: true, letters: ['c', 'b'], unfinished: 0 },
    ])
    expect(told).toEqual(['written', 'written', 'written'])
    const small = await promisify(execFile)('bash', ['-c', line.replace('1000', '700'), ...args.slice(2)])
    expect(JSON.parse(small.stdout).steps.map(({ safe }: { safe: boolean }) => safe)).toEqual([
      true,
      false,
      false,
      false,
    ])
    expect(JSON.parse(small.stdout).told).toEqual(['written', 'failed EFBIG'])
  })

  it.runIf(process.getuid?.() !== 0)('F41: that may not write to the folder is told so', async () => {
    const folder = await folderOfTest()
    await mkdir(join(folder, 'closed'))
    await chmod(join(folder, 'closed'), 0o500)
    const keepsake = testKeepsake(join(folder, 'closed'))
    expect(await keepsake.store('a')).toBe(false)
    expect(keepsake.news).toEqual([expect.objectContaining({ type: 'failed', reason: 'EACCES' })])
    keepsake.forget()
  })
})
