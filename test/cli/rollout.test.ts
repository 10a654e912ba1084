/** `everterm publish` into a fleet on real engines: followed, taken up after kills, halted, paused, settled, gone back. @module */

import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { readAudit } from '../../src/fleet/audit.ts'
import { changeRollout } from '../../src/fleet/by-hand.ts'
import { readEnvelope, readManifest } from '../../src/manifest/index.ts'
import { type EngineServer, hasServer, titleOf } from '../support/engine-server.ts'
import { ENGINES } from '../support/engines.ts'
import { startEverterm } from '../support/everterm.ts'
import { until } from '../support/fleets.ts'
import { type TypedFleet, typedFleet } from '../support/typed-fleet.ts'

describe.each(ENGINES)('on $title', ({ title, program, server: make, ...engine }) => {
  describe.runIf(hasServer(program))(titleOf(title, program), () => {
    let server: EngineServer
    let { fleet, all, run, publish } = {} as TypedFleet
    beforeAll(async () => {
      server = await make()
    })
    afterAll(() => server.remove())
    beforeEach(async () => {
      ;({ fleet, all, run, publish } = await typedFleet(server, engine, 3))
      await writeFile(join(fleet.folder, 'bad.json'), '{"v":2,"bad":true}')
    })

    const SOON = ['--stages', '50,100', '--bake', '100ms']
    const stable = async () =>
      readManifest(readEnvelope(await readFile(join(fleet.folder, 'prices/stable.json'))).manifest)
    const live = () => all.map(({ prices }) => prices.get().v)
    const errors = () => all.flatMap(({ member }) => member.status().terms.prices?.error ?? [])
    const begun = async () => {
      const { control, service } = fleet.hand
      const audit = readAudit(await control.list('audit', `${service}.prices`))
      return audit.flatMap(({ action, value }) => (action === 'begin' ? [JSON.parse(value).to.seq] : []))
    }

    test('a publication that is followed is stable when all have it', async () => {
      const { code, stdout, stderr } = await publish('new.json', '--follow', ...SOON).ended
      expect(stdout).toContain('prices: publication 2 is stable')
      expect(stderr).toContain('stage 1 of 2, 50 %')
      expect(stderr).toMatch(/stage 2 of 2, 100 %/)
      expect({ code, seq: (await stable()).seq }).toEqual({ code: 0, seq: 2 })
      await until(() => expect(live()).toEqual([2, 2, 2]))
      expect(await publish('new.json', '--follow', ...SOON).ended).toMatchObject({ code: 0 })
      expect(await begun()).toEqual([2])
    }, 60_000)

    test('one that is not followed is a candidate, which is settled by whoever comes next', async () => {
      const { code, stdout, stderr } = await publish('new.json', ...SOON).ended
      expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining('is a candidate') })
      expect(stderr).toContain('--follow')
      await until(async () => expect((await fleet.rollout())?.state).toBe('done'))
      expect((await stable()).seq).toBe(1)
      const told = (await run('fleet', 'status', 'prices')).stdout
      expect(told).toContain('2 is done, and not stable yet: everterm fleet settle prices')
      expect((await run('fleet', 'settle', 'prices')).stdout).toBe('prices: publication 2 is stable\n')
      expect((await run('fleet', 'settle', 'prices')).stdout).toContain('nothing to do')
      expect((await stable()).seq).toBe(2)

      await writeFile(join(fleet.folder, 'new.json'), '{"v":3}')
      await publish('new.json', ...SOON).ended
      await until(async () => expect(await fleet.rollout()).toMatchObject({ state: 'done', to: { seq: 3 } }))
      await writeFile(join(fleet.folder, 'next.json'), '{"v":4}')
      const next = await publish('next.json', '--follow', ...SOON).ended
      expect(next.stderr).toContain('publication 3 was rolled out to all')
      expect(await fleet.rollout()).toMatchObject({ from: { seq: 3 }, to: { seq: 4 }, state: 'done' })
      expect((await stable()).seq).toBe(4)

      await writeFile(join(fleet.folder, 'new.json'), '{"v":5}')
      const place = { EVERTERM_PLACE: `file:${fleet.folder}` }
      const words = ['publish', 'prices', 'new.json', '--format', 'json']
      await startEverterm(words, { cwd: fleet.folder, env: place }).ended
      expect((await run('fleet', 'status', 'prices')).stdout).toContain('stable is 5, later than the rollout')
      expect((await run('fleet', 'settle', 'prices')).stdout).toContain(
        'nothing to do, publication 5 is stable, later than 4',
      )
    }, 60_000)

    test('what instances refuse is halted, and tried again only under a new number', async () => {
      const first = await publish('bad.json', '--follow', ...SOON).ended
      expect(first).toMatchObject({
        code: 3,
        stdout: expect.stringMatching(/publication 2 is halted.*refused it/),
      })
      expect(first.stderr).toContain('everterm republish prices 2')
      expect(first.stderr).toContain('would be refused again')
      expect(await fleet.rollout()).toMatchObject({ state: 'halted', cause: 'gate' })
      const halted = await run('fleet', 'halt', 'prices')
      expect(halted).toMatchObject({ code: 0, stdout: expect.stringContaining('is halted already') })
      expect(halted.stderr).toContain('would be refused again')
      const promoted = await run('fleet', 'promote', 'prices')
      expect(promoted).toMatchObject({ code: 14, stderr: expect.stringContaining('would be refused again') })
      const pinned = await run('fleet', 'pin', 'prices', '2')
      expect(pinned).toMatchObject({ code: 0, stderr: expect.stringMatching(/refused it in a rollout/) })
      await until(() => expect(errors()).toHaveLength(3))
      await run('fleet', 'unpin', 'prices')
      await until(() => expect(errors()).toEqual([]))
      expect((await publish('bad.json', ...SOON).ended).code).toBe(3)
      expect(await begun()).toEqual([2])
      const again = await run('republish', 'prices', '2', '--follow', ...SOON)
      expect(again).toMatchObject({ code: 3, stdout: expect.stringContaining('publication 3 is halted') })
      expect((await run('republish', 'prices', '2', '--follow', ...SOON)).code).toBe(3)
      expect(await begun()).toEqual([2, 3])
      expect({ seq: (await stable()).seq, live: live() }).toEqual({ seq: 1, live: [1, 1, 1] })
    }, 60_000)

    test('who was superseded publishes anew by the same command, as it is told', async () => {
      const overtaken = publish('new.json', '--follow', '--stages', '50,100', '--bake', '1h')
      await overtaken.told(/stage 1 of 2/)
      await writeFile(join(fleet.folder, 'next.json'), '{"v":3}')
      await publish('next.json', '--stages', '50,100', '--bake', '1h').ended
      const { code, stderr } = await overtaken.ended
      expect({ code, stderr }).toMatchObject({ code: 14, stderr: expect.stringContaining('superseded by') })
      expect(stderr).toContain('the same command publishes these bytes anew, under a new number')
      expect(stderr).not.toContain('takes it up')
      const { stdout } = await publish('new.json', '--follow', ...SOON).ended
      expect(stdout).toContain('publication 4 is stable')
      expect(await begun()).toEqual([2, 3, 4])
    }, 60_000)

    test('bytes whose rollout was superseded by one that has halted since are published anew', async () => {
      await publish('new.json', '--stages', '50,100', '--bake', '1h').ended
      expect((await publish('bad.json', '--follow', '--stages', '100', '--bake', '100ms').ended).code).toBe(3)
      const { code, stdout, stderr } = await publish('new.json', '--follow', ...SOON).ended
      expect({ code, stdout }).toEqual({
        code: 0,
        stdout: expect.stringContaining('publication 4 is stable'),
      })
      expect(stderr).not.toContain('the same command')
      expect(await begun()).toEqual([2, 3, 4])
      await until(() => expect(live()).toEqual([2, 2, 2]))
    }, 60_000)

    test('a rollout of a number that was never published, which is forged, holds up no publisher', async () => {
      const { seq, sha256 } = await stable()
      const to = { seq: Number.MAX_SAFE_INTEGER, sha256: 'f'.repeat(64) }
      await fleet.begin({ from: { seq, sha256 }, to, stages: [100], bake: '1d' })
      for (const deed of ['pause', 'promote'] as const) await changeRollout(fleet.hand, deed)
      const { code, stdout, stderr } = await publish('new.json', '--follow', ...SOON).ended
      expect({ code, stdout }).toEqual({
        code: 0,
        stdout: expect.stringContaining('publication 2 is stable'),
      })
      expect(stderr).toContain('knows nothing: it is passed over')
      await until(() => expect(live()).toEqual([2, 2, 2]))
    }, 60_000)

    test('a rollout that is done refuses who comes too late, and says how to go back', async () => {
      expect((await run('fleet', 'halt', 'prices')).code).toBe(12)
      await publish('new.json', '--follow', ...SOON).ended
      for (const action of ['pause', 'halt', 'resume']) {
        const { code, stderr } = await run('fleet', action, 'prices')
        expect({ code, stderr }).toMatchObject({ code: 14, stderr: expect.stringContaining('is done') })
        const isHelped = /everterm rollback prices .*everterm fleet pin prices 1/.test(stderr)
        expect(isHelped).toBe(action !== 'resume')
      }
      const promoted = await run('fleet', 'promote', 'prices')
      expect(promoted).toMatchObject({ code: 0, stdout: expect.stringContaining('is done already') })
      expect(promoted.stderr).toBe('')
    }, 60_000)

    test('what somebody pauses ends the following, and goes on when it is resumed', async () => {
      const following = publish('new.json', '--follow', '--json', '--stages', '50,100', '--bake', '1h')
      await following.line(/"ok":/)
      await changeRollout({ ...fleet.hand, why: 'lunch' }, 'pause')
      const { code, stdout } = await following.ended
      expect(code).toBe(4)
      const lines = stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
      expect(lines.at(-1)).toMatchObject({
        outcome: 'paused',
        seq: 2,
        rollout: { state: 'paused', why: expect.stringContaining('lunch') },
      })
      expect((await publish('new.json', '--follow').ended).code).toBe(4)
      await changeRollout(fleet.hand, 'promote')
      expect((await publish('new.json', '--follow').ended).stdout).toContain('publication 2 is stable')
      expect(await begun()).toEqual([2])
    }, 60_000)

    test('one that is followed over the death of its engine goes on after it', async () => {
      const following = publish('new.json', '--follow', '--stages', '50,100', '--bake', '1h')
      await following.told(/ok/)
      await server.kill()
      await following.told(/the engine can't be reached/)
      await server.start()
      await until(() => changeRollout(fleet.hand, 'promote'))
      expect(await following.ended).toMatchObject({ code: 0, stdout: expect.stringContaining('is stable') })
    }, 60_000)

    test.each([
      'payload: done',
      'manifest: done',
      'candidate: done',
      'rollout: ',
      'stage 1 of 2',
      'stable: done',
    ])(
      'a publisher that is killed after `%s` is taken up by the same command',
      async (said) => {
        const killed = publish('new.json', '--follow', '--verbose', ...SOON)
        await killed.said(said)
        killed.kill('SIGKILL')
        await killed.ended
        expect([1, 2]).toContain((await stable()).seq)
        expect(await publish('new.json', '--follow', ...SOON).ended).toMatchObject({ code: 0 })
        expect((await stable()).seq).toBe(2)
        expect(await begun()).toEqual([2])
        await until(() => expect(live()).toEqual([2, 2, 2]))
      },
      60_000,
    )

    test('somebody goes back to what was stable before, through the fleet', async () => {
      await publish('new.json', '--follow', ...SOON).ended
      const back = await run('rollback', 'prices', '--to', `file:${fleet.folder}`, '--follow', ...SOON)
      expect(back).toMatchObject({ code: 0, stdout: expect.stringContaining('publication 3 is stable') })
      expect(await stable()).toMatchObject({ seq: 3, restores: 1, follows: 2 })
      await until(() => expect(live()).toEqual([1, 1, 1]))
    }, 60_000)

    test('nothing that the fleet needs is taken away', async () => {
      await publish('new.json', '--follow', ...SOON).ended
      await run('fleet', 'pin', 'prices', '1')
      await until(() => expect(live()).toEqual([1, 1, 1]))
      for (const v of [3, 4]) {
        await writeFile(join(fleet.folder, 'new.json'), JSON.stringify({ v }))
        const place = ['--to', `file:${fleet.folder}`, '--format', 'json']
        await startEverterm(['publish', 'prices', 'new.json', ...place], { cwd: fleet.folder }).ended
      }
      const gc = ['gc', 'prices', '--keep', '0', '--grace', '1ms', '--remove', '--json']
      await server.kill()
      expect((await run(...gc)).code).toBe(11)
      await server.start()
      const { stdout } = await run(...gc)
      const gone = (JSON.parse(stdout).removed as string[]).filter((name) => name.includes('manifests'))
      expect(gone).toEqual(['prices/manifests/3.json'])
    }, 60_000)
  })
})

test('what is of a rollout needs a fleet', async () => {
  const words = ['publish', 'prices', 'new.json', '--to', 'file:x', '--stages', '1,100']
  expect(await startEverterm(words).ended).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--control'),
  })
  const wrong = [...words.slice(0, -1), '100,1', '--control', 'redis://127.0.0.1:1', '--service', 'shop']
  expect((await startEverterm(wrong).ended).stderr).toContain('`--stages` grows up to 100')
  const nobody = [...words.slice(0, -2), '--control', 'redis://127.0.0.1:1']
  expect((await startEverterm(nobody).ended).stderr).toContain('`--service` is missing')
})
