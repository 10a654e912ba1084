/** Every kind of fetcher, from the origin to the reader. @module */

import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it, onTestFinished } from 'vitest'
import {
  type Fetcher,
  file,
  fixed,
  http,
  json,
  type Known,
  type RemoteTerm,
  remoteTerm,
  supervise,
  twoStep,
} from '../../src/index.ts'
import { outcome } from '../support/grown.ts'
import { serveOrigin } from '../support/origin.ts'

interface Source {
  readonly fetcher: Fetcher
  publish(body: string): void | Promise<void>
}

const sources: Readonly<Record<string, () => Promise<Source>>> = {
  async http() {
    const origin = await serveOrigin()
    onTestFinished(() => origin.close())
    return {
      fetcher: http(`${origin.url}/n.json.gz`),
      publish: (body) => origin.publish('/n.json.gz', gzipSync(body)),
    }
  },

  async file() {
    const folder = await mkdtemp(join(tmpdir(), 'everterm-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    const path = join(folder, 'n.json')
    return {
      fetcher: file(path),
      async publish(body) {
        await writeFile(`${path}.new`, body)
        await rename(`${path}.new`, path)
      },
    }
  },

  async 'two steps'() {
    let held = ''
    const fetcher = twoStep({
      name: 'registry',
      currentVersion: () => `v-${held}`,
      download: async () => new TextEncoder().encode(held),
    })
    return {
      fetcher,
      publish: (body) => {
        held = body
      },
    }
  },

  async 'one of the user, in chunks and without versions'() {
    let held = ''
    async function* open() {
      for (const letter of held) yield new TextEncoder().encode(letter)
    }
    return {
      fetcher: { name: 'mine', probe: async () => ({ changed: true, open }) },
      publish: (body) => {
        held = body
      },
    }
  },
}

describe.each(Object.entries(sources))('a fetcher: %s', (_, make) => {
  it('delivers what is new, confirms what is not, and stands a bad payload', async () => {
    const { fetcher, publish } = await make()
    const term: RemoteTerm<number> = remoteTerm({
      name: 'n',
      fetcher,
      deserialize: json<number>,
      refreshInterval: null,
      retry: { base: '1h', cap: '1h' },
    })
    await publish('1')
    await using _tree = await supervise({ term })
    expect(term.get()).toBe(1)
    expect(await term.refresh()).toBe('unchanged')

    await publish('22')
    expect(await term.refresh()).toBe('updated')
    expect(term.get()).toBe(22)

    await publish('{"cut":')
    expect(await outcome(term.refresh())).toMatchObject({ code: 'ERR_TERM_DESERIALIZE' })
    expect(await outcome(term.refresh())).toMatchObject({ code: 'ERR_TERM_QUARANTINED' })
    expect(term.get()).toBe(22)

    await publish('333')
    expect(await term.refresh()).toBe('updated')
    expect(term.get()).toBe(333)
  })
})

it('fixed data is there at once, under its version, and never changes', async () => {
  const fetcher = fixed('{"EUR":1}', { version: 'compiled-in' })
  const term = remoteTerm({ name: 'prices', fetcher, deserialize: json<{ EUR: number }> })
  await using _tree = await supervise({ term })
  expect(term.snapshot()).toMatchObject({ value: { EUR: 1 }, version: 'compiled-in', bytes: 9 })
  expect(await term.refresh()).toBe('unchanged')
})

it('a file that is not there yet is waited for', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'everterm-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const path = join(folder, 'late.json')
  const term = remoteTerm({
    name: 'late',
    fetcher: file(path),
    deserialize: json<number>,
    start: 'background',
  })
  await using _tree = await supervise({ term })
  expect(await outcome(term.refresh())).toMatchObject({ code: 'ERR_TERM_NOT_FOUND' })
  await writeFile(path, '5')
  expect(await term.refresh()).toBe('updated')
})

it('a fetcher of the user is called in the order of its contract, and keeps its `this`', async () => {
  class Mine implements Fetcher {
    readonly name = 'mine'
    readonly #calls: unknown[] = []
    init() {
      this.#calls.push('init')
    }
    async probe(known: Known | undefined) {
      this.#calls.push(known)
      const version = `v${this.#calls.length}`
      return { changed: true as const, known: { version }, open: async () => Buffer.from(version) }
    }
    close() {
      this.#calls.push('close')
    }
    get calls() {
      return this.#calls
    }
  }
  const fetcher = new Mine()
  const term = remoteTerm({ name: 'prices', fetcher, refreshInterval: null })
  const tree = await supervise({ term })
  await term.refresh()
  await tree.stop()
  expect(fetcher.calls).toEqual(['init', undefined, { version: 'v2' }, 'close'])
})

it('an initial value is nothing that a fetcher may confirm', async () => {
  const fetcher: Fetcher = { name: 'mute', probe: async () => ({ changed: false }) }
  const term = remoteTerm({ name: 'prices', fetcher, initial: new Uint8Array(), start: 'background' })
  await using _tree = await supervise({ term })
  expect(await outcome(term.refresh())).toMatchObject({ code: 'ERR_TERM_PROTOCOL' })
  expect(term.status()).toMatchObject({ failures: 1, lastUnchangedAt: undefined })
})
