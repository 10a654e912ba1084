/** A process ends when its own work is done: no term keeps it alive, and none lets it go while it is waited for. @module */

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Block, blocksOf } from '../docs/blocks.ts'
import { type CompiledPackage, compilePackage } from '../support/compiled-package.ts'
import type { Ended } from '../support/followed.ts'
import { type Origin, serveOrigin } from '../support/origin.ts'

let everterm: CompiledPackage
let origin: Origin

beforeAll(async () => {
  everterm = await compilePackage()
  origin = await serveOrigin()
  origin.publish('/prices', '{"EUR":1}')
  origin.reply('/slow', (_, response) => {
    setTimeout(() => response.end('"late"'), 100)
  })
  origin.reply('/down', { status: 503 })
})
afterAll(async () => {
  await origin.close()
  await everterm[Symbol.asyncDispose]()
})

/** Runs a script with a term over this path of the origin. */
const script = (path: string, body: string): Promise<Ended> =>
  everterm.run(`
    import { bytes, http, json, remoteTerm, supervise } from 'everterm'
    const fetcher = http('${origin.url}${path}')
    const term = (options) => remoteTerm({ name: 'prices', fetcher, deserialize: json, refreshInterval: '1h', ...options })
    ${body}
  `)

/** The code that the guide shows under this first line. */
function shown(heading: string): string {
  const { code } = blocksOf('docs/guide.md').find((block) => block.code.startsWith(heading)) as Block
  return code.slice(code.indexOf('\n')).replace('8080', '0')
}

const ended = (stdout: string): Ended => ({ code: 0, stdout: `${stdout}\n`, stderr: '' })

describe.concurrent('a process', () => {
  it('ends by itself though its tree was never stopped', async () => {
    const end = await script(
      '/prices',
      `
      const prices = term({ maxStale: '1h' })
      prices.subscribe(() => {})
      prices.changes()
      await supervise({ prices })
      console.log(prices.get().EUR)
    `,
    )
    expect(end).toEqual(ended('1'))
  })

  it('ends by itself though a thread is kept for the next payload', async () => {
    const end = await script(
      '/prices',
      `
      const prices = term({ deserialize: bytes({ shared: true }) })
      await supervise({ prices }, { workers: { above: 0 } })
      console.log(prices.get().buffer.constructor.name)
    `,
    )
    expect(end).toEqual(ended('SharedArrayBuffer'))
  })

  it('has nothing open after a stop', async () => {
    const end = await script(
      '/prices',
      `
      const tree = await supervise({ prices: term() })
      await tree.stop()
      await new Promise(setImmediate)
      console.log(process.getActiveResourcesInfo().filter((kind) => /^(Timeout|TCP)/.test(kind)))
    `,
    )
    expect(end).toEqual(ended('[]'))
  })

  it('with a server ends by a SIGTERM as the guide shows, though the server listened', async () => {
    const end = await script(
      '/prices',
      `
      const prices = term()
      ${shown('// service.ts')}
      server.once('listening', () => process.kill(process.pid, 'SIGTERM'))
      process.once('exit', () => console.log(prices.status().state))
    `,
    )
    expect(end).toEqual(ended('down'))
  })

  it('lives while a start waits for an origin that takes its time', async () => {
    expect(
      await script('/slow', 'const slow = term(); await supervise({ slow }); console.log(slow.get())'),
    ).toEqual(ended('late'))
  })

  it('lives while a start waits in a backoff, and hears why it failed', async () => {
    const end = await script(
      '/down',
      `
      const down = term({ start: { policy: 'require', within: '5s' } })
      await supervise({ down }, { observers: [] }).catch(({ code, cause }) => console.log(code, cause.errors[0].cause.code))
    `,
    )
    expect(end).toEqual(ended('ERR_TERM_HTTP ERR_TERM_HTTP'))
  })

  it('lives while `ready` waits for a term that is not even started', async () => {
    const end = await script(
      '/prices',
      `
      const prices = term()
      await prices.ready({ timeout: 50 }).catch(({ code }) => console.log(code))
    `,
    )
    expect(end).toEqual(ended('ERR_TERM_TIMEOUT'))
  })

  it('lives while a refresh is waited for', async () => {
    const end = await script(
      '/slow',
      `
      const slow = term({ start: 'background' })
      await supervise({ slow })
      console.log(await slow.refresh())
    `,
    )
    expect(end).toEqual(ended('updated'))
  })

  it('lives until a stop is done', async () => {
    const end = await script(
      '/prices',
      `
      const put = () => new Promise(() => {})
      const prices = term({ put, get: () => 1, start: 'background', shutdown: 50 })
      const tree = await supervise({ prices })
      while (prices.status().state !== 'storing') await new Promise(setImmediate)
      await tree.stop()
      console.log('stopped')
    `,
    )
    expect(end).toEqual(ended('stopped'))
  })

  it('lives while a `for await` over its changes waits, until the tree is stopped', async () => {
    const end = await script(
      '/prices',
      `
      const prices = term()
      const tree = await supervise({ prices })
      setTimeout(() => tree.stop(), 50).unref()
      for await (const { value } of prices.changes({ replay: true })) console.log(value.EUR)
      console.log('over')
    `,
    )
    // The timer doesn't hold the process: without a hold of its own the loop would be cut short.
    expect(end).toEqual(ended('1\nover'))
  })

  it('ends when its iterations are over: by their signal, or left by the reader', async () => {
    const end = await script(
      '/prices',
      `
      const prices = term()
      await supervise({ prices })
      const left = prices.changes()
      left.next()
      left.return()
      for await (const _ of prices.changes({ signal: AbortSignal.timeout(20) })) console.log('never')
      console.log('over')
    `,
    )
    expect(end).toEqual(ended('over'))
  })

  it('lives until a removal is done', async () => {
    const end = await script(
      '/prices',
      `
      const prices = term({ put: () => new Promise(() => {}), get: () => 1, start: 'background', shutdown: 50 })
      const tree = await supervise({ prices })
      while (prices.status().state !== 'storing') await new Promise(setImmediate)
      await tree.remove('prices')
      console.log('removed')
    `,
    )
    expect(end).toEqual(ended('removed'))
  })

  it('that ignores each failure sees no unhandled rejection', async () => {
    const end = await script(
      '/down',
      `
      const down = term({ start: 'background' })
      void down.refresh()
      const tree = await supervise({ down }, { observers: [] })
      void down.refresh()
      await down.refresh().catch(() => {})
      void down.refresh()
      await tree.stop()
      void down.refresh()
      console.log(down.status().state)
    `,
    )
    expect(end).toEqual(ended('down'))
  })
})
