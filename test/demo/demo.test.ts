/** `npm start` without a terminal, in a process of its own: real data, real failures, a real crash. @module */

import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { compileExamples, run } from '../support/compiled-examples.ts'

let main: string
beforeAll(async () => {
  main = join(await compileExamples('demo-test'), 'demo/main.js')
}, 60_000)

describe('a tour of three seconds', () => {
  let output: string
  let exit: number | string

  beforeAll(async () => {
    const tour = run(main, ['--seconds', '3'])
    exit = await tour.ended
    output = tour.output
  }, 60_000)

  test.each(['compat', 'ip-country', 'currencies', 'media-types'])(
    'publishes a first value of %s',
    (name) => {
      expect(output).toMatch(new RegExp(`${name} +updated \\S+-1, [\\d.]+ .?B in `))
    },
  )

  test('says that the origin is broken and healed', () => {
    expect(output).toMatch(/origin +is broken: answers 503/)
    expect(output).toMatch(/origin +is healed/)
  })

  test('rejects a bad file and serves on what it has', () => {
    expect(output).toMatch(/origin +published a bad file of currencies: JSON cut short/)
    expect(output).toMatch(/currencies +rejected \d+-\d+, \d+-\d+ kept/)
    expect(output).toMatch(/currencies +failed ERR_TERM_DESERIALIZE, \d+-\d+ served on/)
  })

  test('starts a crashed term again', () => {
    expect(output).toMatch(/currencies +crashed: currencies#0 ended with ERR_TERM_CONTRACT/)
    expect(output).toMatch(/root +restarted currencies, 1 of 3 restarts/)
  })

  test('reads on whatever happens', () => {
    const summaries = output.split('\n').filter((line) => / reads +/.test(line))
    expect(summaries.length).toBeGreaterThan(1)
    for (const line of summaries) expect(line).toMatch(/[\d,]+ so far, 0 failed; compat \w+ 8\./)
  })

  test('says where its dashboard is', () => {
    expect(output).toMatch(/dashboard +http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{24}\n/)
  })

  test('stops all by itself and ends well', () => {
    expect(output).toMatch(/root +stopped\n/)
    expect(output).toMatch(
      /summary +0:0\d: \d+ editions? published, \d+ restarts?; [\d,]+ reads?, failures seen by readers: 0\n$/,
    )
    expect(exit).toBe(0)
  })
})

test.each(['SIGTERM', 'SIGINT'] as const)(
  'ends well on %s',
  async (signal) => {
    const demo = run(main, ['--seconds', '600'])
    await demo.printed(/reads +/)
    demo.child.kill(signal)
    expect(await demo.ended).toBe(0)
    expect(demo.output).toMatch(/root +stopped\n.+failures seen by readers: 0\n$/)
  },
  60_000,
)

test('refuses a time that is none', async () => {
  const demo = run(main, ['--seconds', 'soon'])
  expect(await demo.ended).toBe(1)
  expect(demo.output).toContain('Expected `--seconds` to be more than 0, got `soon`')
})
