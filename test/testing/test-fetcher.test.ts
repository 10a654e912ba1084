/** The conformance suite finds fault with fetchers that have one. @module */

import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, it } from 'vitest'
import { TermError } from '../../src/base/errors.ts'
import type { Changed, Fetcher, Known } from '../../src/fetch/fetcher.ts'
import { type FetcherHarness, testFetcher } from '../../src/testing/test-fetcher.ts'
import { serveSockets } from '../support/listener.ts'

const versionOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** A sound fetcher of what the shelf holds, of which a test may spoil parts. */
function shelf(spoil: (held: () => Uint8Array) => Partial<Fetcher> & { answer?: Partial<Changed> }) {
  let bytes: Uint8Array | undefined
  const held = () => {
    if (bytes === undefined) throw new TermError('ERR_TERM_NOT_FOUND', 'There is nothing there yet')
    return bytes
  }
  const { answer, ...spoilt } = spoil(held)
  const fetcher: Fetcher = {
    name: 'shelf',
    async probe(known) {
      const version = versionOf(held())
      if (known?.version === version) return { changed: false }
      return { changed: true, version, open: async () => held(), ...answer }
    },
    ...spoilt,
  }
  const harness: FetcherHarness = {
    make: () => fetcher,
    publish: (next) => {
      bytes = next
    },
  }
  return harness
}

function casesOf(harness: FetcherHarness): [title: string, run: () => Promise<void>][] {
  const cases: [title: string, run: () => Promise<void>][] = []
  testFetcher(harness, (title, run) => cases.push([title, run]))
  return cases
}

/** Runs the case whose title begins so. */
async function runOf(harness: FetcherHarness, title: string): Promise<void> {
  const [, run] = casesOf(harness).find(([one]) => one.startsWith(title)) ?? []
  if (run === undefined) throw new Error('There is no such case')
  await run()
}

/** The cases that fail, each with its message. */
async function findings(harness: FetcherHarness): Promise<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const [title, run] of casesOf(harness)) {
    await run().catch((error: Error) => {
      found[title] = error.message
    })
  }
  return found
}

// The shelf itself fails this case: it delivers an empty body.
const EMPTY = 'refuses an empty body'
const found = async (...args: Parameters<typeof shelf>): Promise<string[]> =>
  Object.keys(await findings(shelf(...args))).filter((title) => title !== EMPTY)

it('finds nothing in a sound one but what is empty', async () => {
  expect(await findings(shelf(() => ({})))).toEqual({ [EMPTY]: 'It did not fail' })
})

it('leans on nothing that another case has left at the origin', async () => {
  const found: string[] = []
  for (const [title] of casesOf(shelf(() => ({})))) {
    const run = runOf(
      shelf(() => ({})),
      title,
    )
    await run.catch(() => found.push(title))
  }
  expect(found).toEqual([EMPTY])
})

it('finds one that never says unchanged', async () => {
  let count = 0
  const titles = await found((held) => ({
    probe: async () => ({ changed: true, version: `v${++count}`, open: async () => held() }),
  }))
  expect(titles).toContain('says unchanged to what it delivered, for one request and no body')
  expect(titles).toContain('answers two probes at the same time')
})

it('finds one that remembers by itself what it delivered', async () => {
  let last: string | undefined
  const titles = await found((held) => ({
    async probe() {
      const version = versionOf(held())
      if (version === last) return { changed: false }
      last = version
      return { changed: true, version, open: async () => held() }
    },
  }))
  expect(titles).toContain('sees a change again until it is published: what was refused is not remembered')
})

it('finds one whose answers can never be confirmed', async () => {
  const titles = await found((held) => ({ probe: async () => ({ changed: true, open: async () => held() }) }))
  expect(titles).toContain('delivers exactly what the origin holds')
})

it('finds one that knows by what is no JSON', async () => {
  const seen = new WeakSet<Known>()
  const titles = await found((held) => ({
    async probe(known) {
      if (known !== undefined && seen.has(known) && known.version === versionOf(held()))
        return { changed: false }
      const mine: Known = { version: versionOf(held()) }
      seen.add(mine)
      return { changed: true, known: mine, open: async () => held() }
    },
  }))
  expect(titles).toEqual([
    'knows by small plain JSON, and by nothing else: another incarnation goes on with it',
  ])
})

it('finds one that mixes versions', async () => {
  const titles = await found((held) => ({
    answer: {
      async *open() {
        const half = held().byteLength >> 1
        yield held().subarray(0, half)
        yield held().subarray(half)
      },
    },
  }))
  expect(titles).toEqual(['never mixes two versions when the origin changes amid the body'])
})

it('finds one that takes the old version for the new one', async () => {
  const titles = await found((held) => ({
    async probe(known) {
      if (known?.version === versionOf(held())) return { changed: false }
      const bytes = held()
      const answer = { changed: true as const, known: {}, open: async () => bytes }
      // `known` is read when the body is through, when it may belong to a newer version.
      return Object.defineProperty(answer, 'known', { get: () => ({ version: versionOf(held()) }) })
    },
  }))
  expect(titles).toContain('never mixes two versions when the origin changes between the probe and the body')
})

it('finds one that quotes the payload', async () => {
  const found = await findings(
    shelf((held) => ({
      async probe(_, { maxBytes }) {
        const text = Buffer.from(held().subarray(0, 40)).toString()
        if (held().byteLength > maxBytes) throw new TermError('ERR_TERM_TOO_LARGE', `too much: ${text}`)
        return { changed: true, version: versionOf(held()), open: async () => held() }
      },
    })),
  )
  expect(found['takes as many bytes as are allowed, and not one more']).toMatch('tells what it must not')
})

it('finds one that throws what is no TermError', async () => {
  const found = await findings(
    shelf((held) => ({
      async probe(known, { maxBytes }) {
        const version = versionOf(held())
        if (known?.version === version) return { changed: false }
        if (held().byteLength > maxBytes) throw new Error('too much')
        return { changed: true, version, open: async () => held() }
      },
    })),
  )
  expect(found['takes as many bytes as are allowed, and not one more']).toMatch('Expected a TermError')
})

it('finds one that leaves a socket open', async () => {
  await using server = await serveSockets(() => {})
  const leaking = shelf((held) => ({
    async probe() {
      connect(server.port, '127.0.0.1').on('error', () => {})
      return { changed: true, version: versionOf(held()), open: async () => held() }
    },
  }))
  await expect(runOf(leaking, 'delivers exactly')).rejects.toThrow('left something open')
})

it('finds one that goes on when it is called off', async () => {
  const deaf = shelf(() => ({
    probe: async (_, { signal }) => {
      await once(signal, 'abort')
      return { changed: false }
    },
  }))
  await expect(runOf({ ...deaf, hang: () => {} }, 'ends a probe that hangs')).rejects.toThrow('It went on')
})

it('leaves out what there is no hook for', () => {
  const titles = (harness: FetcherHarness) => casesOf(harness).map(([title]) => title)
  const few = titles(shelf(() => ({})))
  const more = titles({ ...shelf(() => ({})), remove: () => {} })
  expect(more.filter((title) => !few.includes(title))).toEqual(['tells that there is nothing there'])
})
