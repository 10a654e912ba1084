/** Some kills amid the writing of keepsakes; `npm run test:kills` does it three hundred times. @module */

import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { killWriters } from '../../../scripts/kills/trial.mjs'
import { folderOfTest } from '../../support/keepsakes.ts'

const module = new URL('../../../src/store/keepsake/index.js', import.meta.url).href

describe('P25 F43: a process that is killed', () => {
  it.each([
    ['alone', 1],
    ['beside another in the same folder', 2],
  ])('loses nothing that it called safe: %s', async (_, together) => {
    const dir = join(await folderOfTest(), 'keepsakes')
    const { faults } = await killWriters(dir, { module, kills: 8, together, name: 'writer' })
    expect(faults).toEqual([])
  })
})
