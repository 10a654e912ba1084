/** An origin that says for ever that nothing is newer. @module */

import { expect, it } from 'vitest'
import { scripted } from '../support/scripted-fetcher.ts'
import { jsonTerm, stageTree } from '../support/staged-term.ts'

it('F28: a freeze keeps the value fresh, as each answer confirms it; since when it stands is told beside it', async () => {
  const term = jsonTerm({ fetcher: scripted('1'), refreshInterval: '1h', maxStale: '3h' })
  const { poll, heard } = await stageTree({ term })
  const { updatedAt } = term.snapshot()

  for (let hour = 0; hour < 48; hour++) expect(await poll(term)).toMatchObject({ outcome: 'unchanged' })

  const { stale, confirmedAt, ...snapshot } = term.snapshot()
  expect([stale, snapshot.updatedAt]).toEqual([false, updatedAt])
  expect(Number(confirmedAt) - Number(updatedAt)).toBeGreaterThan(48 * 3_600_000)
  expect(heard.events.some(({ type }) => type === 'term.stale')).toBe(false)
})

it('F28: an origin that is silent makes it stale at the moment, without an attempt', async () => {
  const term = jsonTerm({ fetcher: scripted('1'), refreshInterval: null, maxStale: '3h' })
  const { time } = await stageTree({ term })
  await time.advance(3 * 3_600_000 - 1)
  expect(term.snapshot().stale).toBe(false)
  await time.advance(1)
  expect(term.snapshot().stale).toBe(true)
})
