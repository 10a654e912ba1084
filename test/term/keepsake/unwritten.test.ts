/** A disk that fails for long, and what is pinned meanwhile. @module */

import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { keptFolder, life, testOrigin } from '../../support/kept-terms.ts'

it('P6: a pin of a version that a failing disk never got is kept when that heals, however many came after it', async () => {
  const dir = await keptFolder()
  const origin = await testOrigin()
  const url = `${origin.url}/prices`
  origin.publish('/prices', '{"EUR":1}')
  await writeFile(join(dir, 'prices+'), 'no folder')
  const { prices, tree } = await life(url, { keepsake: { dir }, history: 5 })
  for (const EUR of [2, 3, 4, 5]) {
    origin.publish('/prices', JSON.stringify({ EUR }))
    await prices.refresh()
  }
  const versions = prices.history().map(({ digest }) => digest)
  expect(versions).toHaveLength(5)
  await prices.pin(versions[3])
  expect(prices.get()).toEqual({ EUR: 2 })
  origin.publish('/prices', '{"EUR":6}')
  await prices.refresh()
  await rm(join(dir, 'prices+'))
  await tree.stop()
  origin.reply('/prices', { status: 503 })
  const { prices: later, heard } = await life(url, { keepsake: { dir }, history: 5 })
  expect(later.get()).toEqual({ EUR: 2 })
  expect(later.status().pinned).toBeDefined()
  expect(heard.of('keepsake.ignored')).toEqual([])
})
