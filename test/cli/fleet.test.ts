/** `everterm fleet` on real engines: what is so already, what isn't there, and an engine that is down. @module */

import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest'
import { type EngineServer, hasServer, titleOf } from '../support/engine-server.ts'
import { ENGINES } from '../support/engines.ts'
import { everterm } from '../support/everterm.ts'
import { type TypedFleet, typedFleet } from '../support/typed-fleet.ts'

it('an action that there is none of named none of those that there are', async () => {
  const { code, stderr } = await everterm('fleet', 'foo')
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: `everterm: there is no \`everterm fleet foo\`
there are status, pause, resume, halt, promote, pin, unpin, settle\n`,
  })
  expect((await everterm('fleet', 'statsu')).stderr).toContain('did you mean `status`?\nthere are status')
})

describe.each(ENGINES)('on $title', ({ title, program, server: make, ...engine }) => {
  describe.runIf(hasServer(program))(titleOf(title, program), () => {
    let server: EngineServer
    let { run, publish } = {} as TypedFleet
    beforeAll(async () => {
      server = await make()
    })
    afterAll(() => server.remove())
    beforeEach(async () => {
      ;({ run, publish } = await typedFleet(server, engine, 1))
    })

    test('what a rollout is already was told as a refusal', async () => {
      await publish('new.json', '--stages', '50,100', '--bake', '1h').ended
      const told = async (action: string) => {
        const { code, stdout } = await run('fleet', action, 'prices')
        return { code, stdout: stdout.replace(/rollout \S+/, 'rollout') }
      }
      const already = (what: string) => ({ code: 0, stdout: `prices: nothing to do, the rollout ${what}\n` })
      expect(await told('resume')).toEqual(already('is under way, and not paused'))
      await told('pause')
      expect(await told('pause')).toEqual(already('is paused already'))
      const unpinned = await run('fleet', 'unpin', 'prices')
      expect(unpinned).toMatchObject({ code: 0, stdout: expect.stringContaining('it is not pinned in') })
      await run('fleet', 'halt', 'prices')
      expect(JSON.parse((await run('fleet', 'halt', 'prices', '--json')).stdout)).toMatchObject({
        action: 'halt',
        state: 'halted',
        isNew: false,
      })
    }, 60_000)

    test('a term of which a fleet knows nothing was shown as if it were there', async () => {
      const { code, stdout, stderr } = await run('fleet', 'status', 'prizes')
      expect({ code, stdout }).toEqual({ code: 12, stdout: '' })
      expect(stderr).toContain('has no `prizes`: nobody reports it')
      expect(stderr).toContain('did you mean `prices`?')
    }, 60_000)

    test('an engine that is down was called an origin', async () => {
      await server.kill()
      const { code, stderr } = await run('fleet', 'status')
      expect(code).toBe(11)
      expect(stderr).not.toContain('origin')
      expect(stderr).toContain(title.toLowerCase())
    }, 60_000)
  })
})
