/** What is noted of versions that go live: whom a death is put down to, and when a version is above suspicion. @module */

import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { buried, isDeadly, type Mark, marked, unmarked } from '../../../src/term/keepsake/marks.ts'
import { keptFolder, life, testOrigin } from '../../support/kept-terms.ts'
import { simulatedTime } from '../../support/simulated-time.ts'

const one = { digest: '1', version: 'v1' }
const other = { digest: '2', version: 'v2' }
/** What a process leaves that has begun with these marks, made these versions live, and died. */
const death = (marks: readonly Mark[], ...live: { digest: string; version: string }[]) =>
  buried(live.reduce(marked, marks))
const deadly = (marks: readonly Mark[]) => marks.filter(isDeadly).map(({ version }) => version)

describe('P38: a death', () => {
  it('is put down to the version that went live last', () => {
    const twice = death(death([], one, other), one, other)
    expect(deadly(twice)).toEqual(['v2'])
  })

  it('counts for a version that has died before, whatever was live between', () => {
    const between = unmarked(marked(death([], other), one), () => true)
    expect(deadly(death(between, other))).toEqual(['v2'])
  })

  it('is none where a process ends in order', () => {
    const ended = unmarked(marked([], one), () => true)
    expect(buried(ended)).toEqual([])
  })
})

it('P38: a version is above suspicion when it has been live for 30 s', async () => {
  const dir = await keptFolder()
  const origin = await testOrigin()
  origin.publish('/prices', '{"EUR":1}')
  const time = simulatedTime()
  const { prices, tree } = await life(`${origin.url}/prices`, { keepsake: { dir } }, { clock: time.clock })
  const noted = async () => {
    const [folder = ''] = await readdir(dir)
    return readFile(join(dir, folder, 'notes'), 'latin1')
  }
  const { version } = prices.snapshot()
  await vi.waitFor(async () => expect(await noted()).toContain(JSON.stringify(version)))
  await time.advance('29s')
  expect(await noted()).toContain('"isActive":true')
  await time.advance('2s')
  await vi.waitFor(async () => expect(await noted()).toContain('"marks":[]'))
  const stopping = tree.stop()
  await time.advance('1s')
  await stopping
})
