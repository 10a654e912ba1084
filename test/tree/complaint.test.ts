/** A tree that nobody listens to says on stderr what a person has to know, once. @module */

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import {
  fixed,
  type RemoteTerm,
  remoteTerm,
  type SuperviseOptions,
  supervise,
  TermError,
} from '../../src/index.ts'
import { deferred, never } from '../support/deferred.ts'
import { keptFolder } from '../support/kept-terms.ts'
import { scripted, text } from '../support/scripted-fetcher.ts'
import { simulatedTime } from '../support/simulated-time.ts'

function stderr() {
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  onTestFinished(() => write.mockRestore())
  return () => write.mock.calls.map(([line]) => String(line))
}
const down = new TermError('ERR_TERM_DNS', 'no such host')
const failing = (name: string) => remoteTerm({ name, fetcher: scripted(down), start: 'background' })

async function settled(term: Record<string, RemoteTerm<unknown>>, options: SuperviseOptions) {
  const { time, tree } = await growLoud(term, options)
  await time.advance(10_000)
  return tree
}
const growLoud = async (term: Record<string, RemoteTerm<unknown>>, options: SuperviseOptions) => {
  const time = simulatedTime()
  const tree = await supervise(term, { clock: time.clock, random: () => 0, ...options })
  onTestFinished(() => tree.stop())
  return { time, tree }
}

const undefinedName = () => Reflect.get(globalThis, 'noSuchName').x

describe('the first failure of a tree that nobody listens to', () => {
  it('is said in one line on stderr, once, however many terms fail how often', async () => {
    const lines = stderr()
    await settled({ one: failing('one'), two: failing('two') }, {})
    expect(lines()).toEqual([
      expect.stringMatching(
        /^everterm: "one" failed with ERR_TERM_DNS: no such host; and goes on trying\. [^\n]*\n$/,
      ),
    ])
  })

  it('says so where no further attempt will help', async () => {
    const lines = stderr()
    const setup = undefinedName
    await settled({ one: remoteTerm({ name: 'one', fetcher: fixed('1'), setup, start: 'background' }) }, {})
    expect(lines()[0]).toContain('which no further attempt will help')
  })

  it.each<[string, SuperviseOptions]>([
    ['somebody listens', { observers: [{ name: 'mine', hear() {} }] }],
    ['nobody is wanted to', { observers: [] }],
  ])('is not said where %s', async (_, options) => {
    const lines = stderr()
    await settled({ one: failing('one') }, options)
    expect(lines()).toEqual([])
  })

  it('is not said of a term that has its value', async () => {
    const lines = stderr()
    const gate = deferred()
    const term = remoteTerm({
      name: 'one',
      refreshInterval: '1s',
      fetcher: scripted('v1', async () => {
        await gate.promise
        throw down
      }),
    })
    const tree = await settled({ term }, {})
    gate.resolve()
    await new Promise(setImmediate)
    expect(tree.health().terms).toBeDefined()
    expect([term.status().failures, lines()]).toEqual([1, []])
  })

  it('ends nothing where stderr is broken', async () => {
    const write = vi.spyOn(process.stderr, 'write').mockImplementation(() => {
      throw new Error('EPIPE')
    })
    onTestFinished(() => write.mockRestore())
    const term = failing('one')
    await settled({ term }, {})
    expect(term.status().state).toBe('backoff')
  })

  it('is not said where nothing fails', async () => {
    const lines = stderr()
    await settled({ one: remoteTerm({ name: 'one', fetcher: scripted(never), start: 'background' }) }, {})
    expect(lines()).toEqual([])
  })
})

describe('a listener that fails in a tree that nobody listens to', () => {
  const prices = (...script: string[]) =>
    remoteTerm({ name: 'prices', fetcher: scripted(...script), deserialize: text, refreshInterval: '1s' })
  const mishaps: [string, () => unknown][] = [
    [
      'throws',
      () => {
        throw new Error('mine')
      },
    ],
    ['rejects', () => Promise.reject(new Error('mine'))],
  ]

  it.each(mishaps)('and %s is said in one line on stderr, once, with others that do', async (_, mishap) => {
    const lines = stderr()
    const term = prices('v1', 'v2', 'v3')
    for (let count = 0; count < 3; count++) term.subscribe(mishap)
    await settled({ term }, {})
    expect(lines()).toEqual([
      expect.stringMatching(
        /^everterm: a listener of "prices" failed: mine \(at test\/tree\/complaint\.test\.ts:[^\n]*\n$/,
      ),
    ])
  })

  it('quotes nothing of the value that it was given', async () => {
    const lines = stderr()
    const term = prices('a-confidential-value')
    term.subscribe(({ value }) => {
      throw new Error(`can not use ${value}`)
    })
    await settled({ term }, {})
    await expect.poll(lines).toHaveLength(1)
    expect(lines()[0]).toContain('failed: can not use … (at ')
  })

  it.each<[string, SuperviseOptions]>([
    ['somebody listens', { observers: [{ name: 'mine', hear() {} }] }],
    ['nobody is wanted to', { observers: [] }],
  ])('is not said where %s', async (_, options) => {
    const lines = stderr()
    const term = prices('v1')
    term.subscribe(() => Promise.reject(new Error('mine')))
    await settled({ term }, options)
    expect(lines()).toEqual([])
  })
})

describe('a keepsake that keeps nothing in a tree that nobody listens to', () => {
  /** Two terms whose folder is a file. */
  async function unkept(options: SuperviseOptions) {
    const dir = join(await keptFolder(), 'file')
    await writeFile(dir, '')
    const [one, two] = ['one', 'two'].map((name) => remoteTerm({ name, fetcher: fixed(name) }))
    const tree = await supervise({ one, two } as never, { keepsake: { dir }, ...options })
    await tree.stop()
  }

  it('is said in one line on stderr, once', async () => {
    const lines = stderr()
    await unkept({})
    expect(lines()).toEqual([
      expect.stringMatching(/^everterm: the keepsake of "(one|two)" failed: EEXIST; [^\n]*\n$/),
    ])
  })

  it.each<[string, SuperviseOptions]>([
    ['somebody listens', { observers: [{ name: 'mine', hear() {} }] }],
    ['nobody is wanted to', { observers: [] }],
  ])('is not said where %s', async (_, options) => {
    const lines = stderr()
    await unkept(options)
    expect(lines()).toEqual([])
  })
})
