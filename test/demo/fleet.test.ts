/** `npm run fleet` with a small cast: real processes, a real engine, real deaths. @module */

import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { compileExamples, run } from '../support/compiled-examples.ts'
import { hasServer, titleOf } from '../support/engine-server.ts'
import { NATS_SERVER } from '../support/nats-server.ts'
import { REDIS_SERVER } from '../support/redis-server.ts'

const SMALL = ['--processes', '6', '--hosts', '3', '--bake', '0.4', '--outage', '2']

/** Runs it with a folder of its own for whatever it writes. */
async function play(...args: readonly string[]) {
  const TMPDIR = await mkdtemp(join(tmpdir(), 'everterm-show-'))
  const played = run(main, [...SMALL, ...args], { TMPDIR })
  return {
    played,
    /** What is left there; then it is removed. */
    async left() {
      const names = await readdir(TMPDIR)
      await rm(TMPDIR, { recursive: true })
      return names
    },
  }
}

let main: string
beforeAll(async () => {
  main = join(await compileExamples('fleet-test'), 'fleet/main.js')
}, 60_000)

describe.each([
  ['nats', NATS_SERVER],
  ['redis', REDIS_SERVER],
])('a fleet of six on %s', (engine, program) => {
  describe.runIf(hasServer(program))(titleOf(engine, program), () => {
    let output: string
    let exit: number | string
    let left: string[]

    beforeAll(async () => {
      const { played, left: leftBehind } = await play('--engine', engine)
      exit = await played.ended
      output = played.output
      left = await leftBehind()
    }, 180_000)

    test('plays all five scenes, and finds nothing wrong', () => {
      expect(output.match(/scene +\d of 5/g)).toHaveLength(5)
      expect(output).not.toContain('WRONG')
      expect(exit).toBe(0)
    })

    test('rolls good publications out in stages, halts what is refused and what kills', () => {
      expect(output).toMatch(/rollout +1 -> 2, stage 1 of 4: 5 %, which are 1\n/)
      expect(output).toMatch(/rollout +1 -> 2 is done\n/)
      expect(output).toMatch(/rollout +2 -> 3 is halted: host-\d\/\d refused it/)
      expect(output).toMatch(/host-\d\/\d +died of SIGABRT/)
      expect(output).toMatch(/rollout +2 -> 4 is halted: host-\d\/\d died over it/)
      expect(output).toMatch(/engine +is killed[\s\S]+engine +is started again/)
      expect(output).toMatch(/rollout +2 -> 5 is done\n/)
    })

    test('sums up in its last line, and leaves nothing behind', () => {
      expect(output).toMatch(
        /summary +\d:\d\d: 6 processes, 3 versions stable, 2 halts, 1 death; [\d,]+ reads, failures seen by readers: 0; all went as it must\n$/,
      )
      expect(left).toEqual([])
    })
  })
})

describe.runIf(hasServer(NATS_SERVER))(titleOf('told to end', NATS_SERVER), () => {
  test('it cleans up, and says that not all was played', async () => {
    const { played, left } = await play()
    await played.printed(/scene +2 of 5/)
    const port = /nats-server 127\.0\.0\.1:(\d+)/.exec(played.output)?.[1]
    played.child.kill('SIGINT')
    expect(await played.ended).toBe(1)
    expect(played.output).toMatch(/summary .*; cut short\n$/)
    expect(await left()).toEqual([])
    await expect(fetch(`http://127.0.0.1:${port}`)).rejects.toThrow()
  }, 60_000)
})

test('says what to install where there is no engine', async () => {
  const played = run(main, SMALL, { PATH: '/nowhere' })
  expect(await played.ended).toBe(1)
  expect(played.output).toBe(
    "The fleet needs nats-server, which isn't on the PATH: `apt-get install nats-server`, or `brew install nats-server`\n",
  )
})

test('refuses an engine that it does not know', async () => {
  const played = run(main, ['--engine', 'etcd'])
  expect(await played.ended).toBe(1)
  expect(played.output).toContain('Expected `--engine` to be one of nats, redis, got `etcd`')
})
