/** The same on real engines, which are killed amid a rollout, and from the command line. @module */

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type EngineServer, hasServer, titleOf } from '../../support/engine-server.ts'
import { ENGINES } from '../../support/engines.ts'
import { everterm } from '../../support/everterm.ts'
import { type Instance, testFleet, until } from '../../support/fleets.ts'

const live = (all: readonly Instance[]): number[] => all.map(({ prices }) => prices.get().v).toSorted()

describe.each(ENGINES)('a fleet on $title', ({ title, program, server: make, url, connect }) => {
  describe.runIf(hasServer(program))(titleOf(title, program), () => {
    let server: EngineServer
    beforeAll(async () => {
      server = await make()
      await server.start()
    })
    afterAll(() => server.remove())

    test('rolls out, outlives the death of its server, and is told what to do by the command line', async () => {
      await using fleet = await testFleet({ control: () => connect(server.port) })
      await fleet.hand.control.prepare()
      const from = await fleet.publish(1, { v: 1 }, true)
      const all = await Promise.all([1, 2, 3, 4].map(() => fleet.join()))
      const to = await fleet.publish(2, { v: 2 })
      await fleet.begin({ from, to, stages: [25, 100], bake: 3_600_000 })
      await until(() => expect(live(all)).toEqual([1, 1, 1, 2]))

      await server.kill()
      await until(() => {
        for (const { events } of all) expect(events.map(({ type }) => type)).toContain('fleet.unreachable')
      })
      expect(live(all)).toEqual([1, 1, 1, 2])
      await server.start()
      const words = ['--control', url(server.port), '--service', 'shop']
      await until(async () => {
        const { stdout } = await everterm('fleet', 'status', '--json', ...words)
        expect(JSON.parse(String(stdout))).toMatchObject({
          instances: 4,
          terms: [{ rollout: { state: 'staged', to: 2 } }],
        })
      })
      await everterm('fleet', 'promote', 'prices', '--why', 'a test', ...words)
      await until(() => expect(live(all)).toEqual([2, 2, 2, 2]))
      await everterm('fleet', 'pin', 'prices', '1', ...words)
      await until(() => expect(live(all)).toEqual([1, 1, 1, 1]))
      const { stdout } = await everterm('fleet', 'status', ...words)
      expect(String(stdout)).toMatch(/pinned to 1 by .*\n.*done at \d+ %, 1 -> 2.*a test/)
    }, 60_000)
  })
})
