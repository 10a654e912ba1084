/** A disk that hangs: a start goes on without it, and no update waits for it. @module */

import { expect, it, vi } from 'vitest'
import { keptFolder, life, testOrigin } from '../../support/kept-terms.ts'
import { simulatedTime } from '../../support/simulated-time.ts'

/** Whether the disk answers. What it was asked while it hung is done when it is well again. */
const disk = vi.hoisted(() => ({ isWell: undefined as Promise<void> | undefined }))

vi.mock(import('../../../src/store/keepsake/file-operations.ts'), async (original) => {
  const module = await original()
  const hanging =
    (operation: (...args: unknown[]) => unknown) =>
    async (...args: unknown[]) => {
      await disk.isWell
      return operation(...args)
    }
  const nodeFiles = Object.fromEntries(
    Object.entries(module.nodeFiles).map(([name, operation]) => [
      name,
      typeof operation === 'function' ? hanging(operation as never) : operation,
    ]),
  ) as unknown as typeof module.nodeFiles
  return { ...module, nodeFiles }
})

it('P27, F42: a start waits for it 3 s, and an update a quarter of a second once; it is written to when it is well', async () => {
  const dir = await keptFolder()
  const origin = await testOrigin()
  const url = `${origin.url}/prices`
  origin.publish('/prices', '{"EUR":1}')
  const first = await life(url, { keepsake: { dir } })
  await first.tree.stop()

  let heal = () => {}
  disk.isWell = new Promise((resolve) => {
    heal = resolve
  })
  const time = simulatedTime()
  const { prices, heard, tree } = await life(
    url,
    { keepsake: { dir }, start: 'background' },
    { clock: time.clock },
  )
  await time.advance('2900ms')
  expect(origin.requests).toHaveLength(1)
  // The disk says nothing until it is well: whoever waited for it would wait forever.
  const waits = vi.spyOn(globalThis, 'setTimeout')
  await time.advance('100ms')
  await prices.ready()
  expect(prices.snapshot()).toMatchObject({ value: { EUR: 1 }, origin: 'remote' })
  expect(heard.of('keepsake.failed')).toMatchObject([{ part: 'start', reason: 'too-slow' }])

  for (const EUR of [2, 3, 4]) {
    origin.publish('/prices', JSON.stringify({ EUR }))
    await prices.refresh()
    expect(prices.get()).toEqual({ EUR })
  }
  // A wait of the system's clock is made of eight parts, and each update that waited would have all of them.
  const parts = waits.mock.calls.filter(([, ms]) => ms === 250 / 8)
  waits.mockRestore()
  expect(parts.length).toBeGreaterThan(0)
  expect(parts.length).toBeLessThanOrEqual(8)

  const { version } = prices.snapshot()
  const written = heard.next((event) => event.type === 'keepsake.written' && event.version === version)
  heal()
  expect(await written).toMatchObject({ bytes: 9 })
  await tree.stop()
  origin.reply('/prices', { status: 503 })
  const { prices: later } = await life(url, { keepsake: { dir } })
  expect(later.get()).toEqual({ EUR: 4 })
})

it('P6: a pin on a disk that was silent at the start is kept once it comes', async () => {
  disk.isWell = undefined
  const dir = await keptFolder()
  const origin = await testOrigin()
  const url = `${origin.url}/prices`
  const publish = (EUR: number) => origin.publish('/prices', JSON.stringify({ EUR }))
  publish(1)
  const first = await life(url, { keepsake: { dir } })
  await first.prices.pin()
  await first.tree.stop()

  let heal = () => {}
  disk.isWell = new Promise((resolve) => {
    heal = resolve
  })
  publish(2)
  const time = simulatedTime()
  const { prices, heard, tree } = await life(
    url,
    { keepsake: { dir }, start: 'background' },
    { clock: time.clock },
  )
  await time.advance('3s')
  await prices.ready()
  expect(prices.get()).toEqual({ EUR: 2 })
  const pinned = heard.next(({ type }) => type === 'term.pinned')
  heal()
  await pinned
  expect(prices.get()).toEqual({ EUR: 1 })
  expect(prices.status()).toMatchObject({ pinned: expect.stringMatching(/^"/), newer: expect.anything() })
  await tree.stop()
  const later = await life(url, { keepsake: { dir } })
  expect(later.prices.get()).toEqual({ EUR: 1 })
})
