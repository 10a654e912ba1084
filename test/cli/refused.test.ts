/** What somebody at a prompt learns of a payload that was refused: what it is, and what to type next. @module */

import { afterAll, beforeAll, expect, it } from 'vitest'
import { pageInWords } from '../../src/cli/inspect/page.ts'
import { dashboard } from '../../src/dashboard.ts'
import { http, json, remoteTerm, type Supervision, supervise } from '../../src/index.ts'
import type { TermPage } from '../../src/serve/api/term-page.ts'
import { startEverterm } from '../support/everterm.ts'
import { type Origin, serveOrigin } from '../support/origin.ts'

const TOKEN = 'a-token-of-the-tests'

let origin: Origin
let tree: Supervision
let board: ReturnType<typeof dashboard>
let url = ''
beforeAll(async () => {
  origin = await serveOrigin()
  origin.publish('/prices.json', '{"EUR":1,"CHF":2,"USD":3,"GBP":4}', { etag: '"v1"' })
  board = dashboard(undefined, { name: 'shop', token: TOKEN })
  const prices = remoteTerm({
    name: 'prices',
    fetcher: http(`${origin.url}/prices.json`),
    deserialize: json,
    refreshInterval: null,
    // No retry comes between two commands of the test.
    retry: { base: '1h', cap: '1h' },
    guards: { maxShrink: 0.2 },
  })
  tree = await supervise({ prices }, { observers: [board], random: () => 0.9 })
  url = (await board.listen()).url
  origin.publish('/prices.json', '{"EUR":1}', { etag: '"v2"' })
})
afterAll(async () => {
  await board.close()
  await tree.stop()
  await origin.close()
})

const everterm = (...words: readonly string[]) =>
  startEverterm(words, { env: { EVERTERM_TO: url, EVERTERM_TOKEN: TOKEN, COLUMNS: '80' } }).ended
const page = async () => JSON.parse((await everterm('inspect', 'prices', '--json')).stdout) as TermPage

it('is told with the command that accepts it, in 80 columns and once in full', async () => {
  const refused = await everterm('refresh', 'prices')
  expect(refused.code).toBe(14)
  const digest = (await page()).quarantined[0]?.digest ?? ''
  const next = `next: \`everterm accept prices ${digest.slice(0, 8)}\`, if the change is meant\n`
  expect(refused.stderr).toContain(next)
  const { stdout } = await everterm('inspect', 'prices')
  expect(stdout).toContain(next)
  expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([])
  expect(stdout.replaceAll(/\s+/g, ' ').split('4 records -> 1, 75 % fewer').length - 1).toBe(1)
  expect(
    (await everterm('inspect')).stdout
      .split('\n')
      .slice(1)
      .filter((line) => line.length > 80),
  ).toEqual([])
})

it('can not be looked for by code: the prompt says where it is listed', async () => {
  const none = await everterm('accept', 'prices', 'v99')
  expect(none.stderr).toContain('`everterm inspect prices` lists what is')
  expect((await everterm('pin', 'prices', 'v99')).stderr).toContain('`everterm inspect prices` lists what is')
})

it('that is accepted is named, beside what is live still, and comes with the next refresh', async () => {
  const accepted = await everterm('accept', 'prices', '"v2"')
  expect(accepted.stdout).toMatch(
    /^prices takes "v2" \([\da-f]{16}\) when it comes again; live is still "v1"\n$/,
  )
  expect(accepted.stderr).toBe('next: `everterm refresh prices`\n')
  const { stdout } = await everterm('inspect', 'prices')
  expect(stdout).toMatch(/v2 +[\da-f]{16} +accepted/)
  expect(stdout).toContain('next: `everterm refresh prices` publishes it')
  expect((await everterm('refresh', 'prices')).stdout).toBe('prices is updated; version "v2"\n')
})

it('since processes died over it, is a matter of `release`', async () => {
  const found = await page()
  const reason = 'the process ended 2 times while this version was made live'
  const quarantined = [{ version: 'v3', digest: '0123456789abcdef', code: '', reason }]
  const lines = pageInWords({ ...found, quarantined }, Date.now(), (_, text) => text)
  expect(lines).toContain('  next: `everterm release prices 01234567` has it tried again')
})
