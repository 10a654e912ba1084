/** Values beyond the bound are let go: the collector takes them. @module */

import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, it } from 'vitest'
import { remoteTerm } from '../../../src/index.ts'
import { grow } from '../../support/grown.ts'
import { scripted } from '../../support/scripted-fetcher.ts'

it('as many values are held as the history has, and the pinned one', async () => {
  setFlagsFromString('--expose-gc')
  const gc = runInNewContext('gc') as () => void
  const values: WeakRef<object>[] = []
  const fetcher = scripted('v0')
  const prices = remoteTerm({
    name: 'prices',
    fetcher,
    deserialize: () => {
      const value = { rows: Array.from({ length: 10_000 }, (_, n) => n) }
      values.push(new WeakRef(value))
      return value
    },
    refreshInterval: null,
    start: 'background',
    history: 2,
  })
  const { time } = await grow({ prices })
  await time.settle()
  const held = async () => {
    for (let round = 0; round < 20; round++) {
      await new Promise((resolve) => setTimeout(resolve, 5))
      gc()
    }
    return values.flatMap((value, at) => (value.deref() === undefined ? [] : `v${at}`))
  }
  const publish = async (...versions: number[]) => {
    for (const version of versions) {
      fetcher.answer(`v${version}`)
      await prices.refresh()
    }
  }

  await publish(1, 2, 3, 4, 5)
  expect(await held()).toEqual(['v3', 'v4', 'v5'])
  await prices.pin('v3')
  await publish(6, 7, 8, 9)
  expect(await held()).toEqual(['v3', 'v7', 'v8', 'v9'])
  await prices.unpin()
  expect(await held()).toEqual(['v7', 'v8', 'v9'])
})
