/** The quick start runs as it stands, and is as short as it should be. @module */

import { gzipSync } from 'node:zlib'
import { expect, test, vi } from 'vitest'
import { read } from '../house/sources.ts'
import { serveOrigin } from '../support/origin.ts'

test('the quick start prints a price', async () => {
  await using origin = await serveOrigin()
  origin.publish('/prices.json.gz', gzipSync('{"EUR":1.25}'))
  vi.stubEnv('PRICES_URL', `${origin.url}/prices.json.gz`)
  const log = vi.spyOn(console, 'log').mockImplementation(() => {})

  const { prices } = await import('../../examples/quick-start.ts')

  expect(log.mock.calls).toEqual([[true, 1.25]])
  // Its tree goes on when the module has run, and ends with the service; the value stays.
  expect(prices.status().state).toBe('idle')
  await process.listeners('SIGTERM').at(-1)?.('SIGTERM')
  expect(prices.status().state).toBe('down')
  expect(prices.get()).toEqual({ EUR: 1.25 })
})

test('the quick start has at most 15 lines', () => {
  const [, ...lines] = read('examples/quick-start.ts').trim().split('\n')
  expect(lines.join('\n').trim().split('\n').length).toBeLessThanOrEqual(15)
})

test('the README shows the quick start as it is compiled here', () => {
  const shown = /```ts\n([\s\S]*?)```/.exec(read('README.md'))?.[1]
  const [, ...lines] = read('examples/quick-start.ts').split('\n')
  const asPackage = lines
    .join('\n')
    .replace('../src/index.ts', 'everterm')
    .replace('process.env.PRICES_URL ?? ', '')
  expect(shown?.trim()).toBe(asPackage.trim())
})
