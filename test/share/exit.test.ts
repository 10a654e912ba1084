/** Processes and threads end when their own work is done: sharing keeps neither alive, and waiting for a value does. @module */

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CompiledPackage, compilePackage } from '../support/compiled-package.ts'
import type { Ended } from '../support/followed.ts'

let everterm: CompiledPackage
beforeAll(async () => {
  everterm = await compilePackage()
})
afterAll(() => everterm[Symbol.asyncDispose]())

/** A process that shares `prices` with a thread of this code. */
const script = (thread: string, main: string): Promise<Ended> =>
  everterm.run(`
    import { Worker } from 'node:worker_threads'
    import { fixed, json, remoteTerm } from 'everterm'
    import { shareWith } from 'everterm/worker'
    const prices = remoteTerm({ name: 'prices', fetcher: fixed('1'), deserialize: json })
    const worker = new Worker(${JSON.stringify(`import('everterm/worker').then(async ({ attach }) => { ${thread} })`)}, { eval: true })
    worker.on('exit', (code) => console.log('exit', code))
    ${main}
  `)

const ended = (...lines: string[]): Ended => ({
  code: 0,
  stdout: lines.map((line) => `${line}\n`).join(''),
  stderr: '',
})

describe.concurrent('a process and its thread', () => {
  it('end by themselves though nothing was unshared or detached', async () => {
    const thread = `
      const prices = attach('prices')
      prices.subscribe(() => {})
      prices.changes()
      console.log('read', await prices.ready())
    `
    const main = `
      shareWith(worker, { prices })
      await prices.start()
    `
    expect(await script(thread, main)).toEqual(ended('read 1', 'exit 0'))
  })

  it('end though nobody ever shares', async () => {
    expect(await script(`console.log(attach('prices').peek())`, '')).toEqual(ended('undefined', 'exit 0'))
  })

  it('end when the thread calls process.exit() amid its reading', async () => {
    const thread = `attach('prices').subscribe(() => process.exit(3)); setInterval(() => {}, 1000)`
    const main = `
      prices.shareWith(worker)
      await prices.start()
    `
    expect(await script(thread, main)).toEqual(ended('exit 3'))
  })

  it('live while the thread iterates over changes, until it detaches', async () => {
    const thread = `
      const prices = attach('prices')
      setTimeout(() => prices.detach(), 300).unref()
      for await (const { value } of prices.changes({ replay: true })) console.log('read', value)
      console.log('over')
    `
    const main = `
      shareWith(worker, { prices })
      await prices.start()
    `
    expect(await script(thread, main)).toEqual(ended('read 1', 'over', 'exit 0'))
  })

  it.each([
    ['the tree stops', 'await tree.stop()'],
    ['the term is removed', "await tree.remove('prices')"],
    ['it is shared no longer', 'unshare()'],
  ])('live while the thread iterates over changes, until %s', async (_, end) => {
    const thread = `
      const { parentPort } = await import('node:worker_threads')
      for await (const { value } of attach('prices').changes()) {
        console.log('read', value)
        parentPort.postMessage('read')
      }
      console.log('over')
    `
    const main = `
      const unshare = shareWith(worker, { prices })
      const tree = await prices.start()
      worker.once('message', async () => { ${end} })
    `
    expect(await script(thread, main)).toEqual(ended('read 1', 'over', 'exit 0'))
  })

  it('live for as long as the thread waits for the first value', async () => {
    const main = `
      prices.shareWith(worker)
      worker.once('online', () => setTimeout(() => prices.start(), 100))
    `
    expect(await script(`console.log(await attach('prices').ready())`, main)).toEqual(ended('1', 'exit 0'))
  })
})
