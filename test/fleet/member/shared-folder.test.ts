/** Several who have `folder`, service and term in common: nobody takes the trial of another for a death. @module */

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { clearAfter, isThere, type OwnersName, ownerIn } from '../../../src/fleet/member/owner.ts'
import { deferred } from '../../support/deferred.ts'
import { testFleet, until } from '../../support/fleets.ts'

const marksIn = async (folder: string): Promise<string[]> =>
  (await readdir(join(folder, 'shop.prices')).catch(() => [])).filter((name) => name.startsWith('trying-'))

test('a second tree of the process does not take for dead what the first is trying', async () => {
  await using fleet = await testFleet()
  const from = await fleet.publish(1, { v: 1 }, true)
  const folder = join(fleet.folder, 'memory')
  const asked = deferred()
  const first = await fleet.join({ folder, health: () => asked.promise.then(() => true) })
  const to = await fleet.publish(2, { v: 2 })
  await fleet.begin({ from, to, stages: [100], bake: 3_600_000 })
  await until(async () => expect(await marksIn(folder)).toHaveLength(1))

  const second = await fleet.join({ folder })
  await until(() => expect(second.prices.get().v).toBe(2))
  expect((await fleet.rollout())?.state).toBe('staged')
  expect(second.events.filter(({ type }) => type === 'fleet.refused')).toEqual([])
  asked.resolve()
  await until(async () => expect(await marksIn(folder)).toEqual([]))
  await until(() => expect(first.prices.get().v).toBe(2))
  expect((await readdir(folder)).filter((name) => name.endsWith('.alive'))).toEqual([])
})

test('two who try at the same time each have a mark, and neither removes that of the other', async () => {
  await using fleet = await testFleet()
  const from = await fleet.publish(1, { v: 1 }, true)
  const folder = join(fleet.folder, 'memory')
  const [asked, other] = [deferred(), deferred()]
  await fleet.join({ folder, health: () => asked.promise.then(() => true) })
  await fleet.join({ folder, health: () => other.promise.then(() => true) })
  const to = await fleet.publish(2, { v: 2 })
  await fleet.begin({ from, to, stages: [100], bake: 3_600_000 })
  await until(async () => expect(await marksIn(folder)).toHaveLength(2))
  asked.resolve()
  await until(async () => expect(await marksIn(folder)).toHaveLength(1))
  other.resolve()
  await until(async () => expect(await marksIn(folder)).toEqual([]))
})

test('what a process was trying that has been killed is known by the next one, whatever number that has', async () => {
  await using fleet = await testFleet()
  const from = await fleet.publish(1, { v: 1 }, true)
  const to = await fleet.publish(2, { v: 2 })
  const { id: rollout } = await fleet.begin({ from, to, stages: [100] })
  const folder = join(fleet.folder, 'memory')
  await mkdir(join(folder, 'shop.prices'), { recursive: true })
  const dead = await deadOwner(folder)
  // Another process has its number by now.
  const name = { ...dead, pid: process.ppid }
  const mark = JSON.stringify({ rollout, ...to, instance: 'it', host: hostname(), ...name })
  await writeFile(join(folder, 'shop.prices', `trying-${dead.owner}.json`), mark)
  await fleet.join({ folder })
  await until(async () => expect((await fleet.rollout())?.why).toContain('it died over it'))
  expect(await marksIn(folder)).toEqual([])
  await until(async () => expect(await readdir(folder)).not.toContain(`${dead.owner}.alive`))
})

describe('the owner of a mark', () => {
  test('is there until it ends', async () => {
    const folder = await ownFolder()
    const owner = await ownerIn(folder)
    expect(owner.name.socket).toBe(true)
    expect(await isThere(folder, owner.name)).toBe(true)
    owner.end()
    expect(await isThere(folder, { ...owner.name, pid: process.ppid })).toBe(false)
  })

  test('is there though its process has a number that means another one here, as in a container', async () => {
    const folder = await ownFolder()
    const owner = await livingOwner(folder)
    for (const pid of [process.pid, 2 ** 22 + 1]) {
      const birth = 'of another machine'
      expect(await isThere(folder, { ...owner, pid, birth })).toBe(true)
    }
  })

  test('is not there any more when its process was killed, though another one has its number', async () => {
    const folder = await ownFolder()
    const owner = await deadOwner(folder)
    expect(await readdir(folder)).toEqual([`${owner.owner}.alive`])
    for (const pid of [process.pid, process.ppid])
      expect(await isThere(folder, { ...owner, pid })).toBe(false)
    await clearAfter(folder, owner)
    expect(await readdir(folder)).toEqual([])
  })

  test.runIf(process.platform === 'linux')(
    'without a socket is known by the birth of its process',
    async () => {
      const folder = join(await ownFolder(), 'x'.repeat(120))
      const owner = await ownerIn(folder)
      expect(owner.name).toMatchObject({ socket: false, pid: process.pid })
      const { birth } = owner.name
      // As another thread of this process sees it.
      const seen = { ...owner.name, owner: '0'.repeat(12) }
      expect(await isThere(folder, seen)).toBe(true)
      expect(await isThere(folder, { ...seen, birth: `${birth}0` })).toBe(false)
      expect(await isThere(folder, { ...seen, pid: process.ppid })).toBe(false)
      expect(await isThere(folder, { ...seen, pid: process.ppid, birth: undefined })).toBe(true)
      owner.end()
    },
  )

  test('is nobody where a mark says nothing that could be one', async () => {
    const folder = await ownFolder()
    const stranger = join(folder, 'x.alive')
    await writeFile(stranger, '')
    const odd = { owner: '../x', pid: undefined, socket: true } as unknown as OwnersName
    expect(await isThere(join(folder, 'y'), odd)).toBe(false)
    await clearAfter(join(folder, 'y'), odd)
    expect(await readdir(folder)).toEqual(['x.alive'])
  })
})

async function ownFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'owner-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

const LISTENS = `
const { createServer } = require('node:net')
createServer((socket) => socket.destroy()).listen(process.argv[1], () => console.log('listening'))
`
let owners = 0

/** A process of its own that listens as an owner does. */
async function livingOwner(folder: string): Promise<OwnersName> {
  return (await listeningOwner(folder)).name
}

async function deadOwner(folder: string): Promise<OwnersName> {
  const { name, kill } = await listeningOwner(folder)
  await kill()
  return name
}

async function listeningOwner(folder: string) {
  await mkdir(folder, { recursive: true })
  const owner = (++owners).toString(16).padStart(12, '0')
  const child = spawn(process.execPath, ['-e', LISTENS, join(folder, `${owner}.alive`)])
  const gone = once(child, 'exit')
  const kill = async () => {
    child.kill('SIGKILL')
    await gone
  }
  onTestFinished(kill)
  await once(child.stdout, 'data')
  const name: OwnersName = { owner, pid: child.pid ?? 0, birth: 'of another process', socket: true }
  return { name, kill }
}
