/** A process ends by the same rule with a fleet as without: its connections to an engine don't hold it, and who waits does. @module */

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CompiledPackage, compilePackage } from '../../support/compiled-package.ts'
import { type EngineServer, hasServer, titleOf } from '../../support/engine-server.ts'
import { NATS_SERVER, natsServer } from '../../support/nats-server.ts'
import { folderWith } from '../../support/published-folder.ts'
import { REDIS_SERVER, redisServer } from '../../support/redis-server.ts'

let everterm: CompiledPackage
beforeAll(async () => {
  everterm = await compilePackage()
}, 120_000)
afterAll(() => everterm[Symbol.asyncDispose]())

const ENGINES = [
  {
    program: NATS_SERVER,
    server: natsServer,
    control: (port: number) => `(await import('everterm/nats')).nats({ servers: '127.0.0.1:${port}' })`,
  },
  {
    program: REDIS_SERVER,
    server: redisServer,
    control: (port: number) => `(await import('everterm/redis')).redis({ url: 'redis://127.0.0.1:${port}' })`,
  },
] as const

describe.each(ENGINES)('$program', ({ program, server, control }) => {
  describe.skipIf(!hasServer(program))(titleOf('in a process of its own', program), () => {
    const joined = (port: number, place: string) => `
      import { json, remoteTerm, supervise } from 'everterm'
      import { joinFleet } from 'everterm/fleet'
      import { published } from 'everterm/published'
      const control = ${control(port)}
      const prices = remoteTerm({ name: 'prices', fetcher: published('${place}'), deserialize: json })
      const tree = await supervise({ prices })
      const member = await joinFleet(tree, { control, service: 'shop' })
    `

    async function engine(): Promise<EngineServer> {
      const one = await server()
      await one.start()
      return one
    }

    async function joinsAndEnds({ port }: EngineServer): Promise<void> {
      const ended = await everterm.run(
        `${joined(port, await folderWith({ v: 1 }))}
        console.log('joined', prices.get().v)`,
      )
      expect(ended).toMatchObject({ code: 0, stdout: 'joined 1\n' })
    }

    test('a tree in a fleet held its process by the connection alone, and without a fleet it does not', async () => {
      const one = await engine()
      try {
        await joinsAndEnds(one)
      } finally {
        await one.remove()
      }
    })

    test('who waits for an answer, or for the end, is not cut short', async () => {
      const one = await engine()
      try {
        const ended = await everterm.run(
          `${joined(one.port, await folderWith({ v: 1 }))}
          await control.prepare()
          const { instance } = member
          const reports = await control.list('status', 'shop')
          await member.leave()
          await tree.stop()
          await control.close()
          console.log(reports.length, typeof instance)`,
        )
        expect(ended).toMatchObject({ code: 0, stdout: '1 string\n' })
      } finally {
        await one.remove()
      }
    })

    test('an engine that is away changes nothing of that', async () => {
      const one = await engine()
      await one.kill()
      try {
        await joinsAndEnds(one)
      } finally {
        await one.remove()
      }
    })
  })
})
