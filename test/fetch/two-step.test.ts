/** The adapter for clients that ask for a version and then download. @module */

import { describe, expect, it, vi } from 'vitest'
import type { TwoStepOptions } from '../../src/fetch/two-step/options.ts'
import { twoStep } from '../../src/fetch/two-step.ts'
import { bodyOf, changed, fetchContext } from '../support/fetch-context.ts'

const ONE = Uint8Array.of(1)
const TWO = Uint8Array.of(2)

/** An origin that moves on between the question and the download, as often as told. */
function origin(...versions: readonly string[]) {
  const state = { at: 0, downloads: 0 }
  const fetcher = twoStep({
    name: 'origin',
    currentVersion: () => versions[state.at] ?? '',
    async download() {
      state.downloads++
      if (state.at < versions.length - 1) state.at++
      return new TextEncoder().encode(versions[state.at])
    },
  })
  return { state, fetcher }
}

describe('asking, then downloading', () => {
  it('downloads what has another version', async () => {
    const { fetcher, state } = origin('v1')
    const answer = changed(await fetcher.probe({ version: 'v0' }, fetchContext()))
    expect(answer).toMatchObject({ version: 'v1', known: { version: 'v1' } })
    expect(state.downloads).toBe(0)
    expect(new TextDecoder().decode(await bodyOf(answer))).toBe('v1')
  })

  it('downloads nothing when the version is the published one', async () => {
    const { fetcher, state } = origin('v1')
    expect(await fetcher.probe({ version: 'v1' }, fetchContext())).toEqual({ changed: false })
    expect(state.downloads).toBe(0)
  })

  it('names the version asked for before the download, so that a race costs one download and loses nothing', async () => {
    const { fetcher, state } = origin('v1', 'v2')
    const first = changed(await fetcher.probe(undefined, fetchContext()))
    expect(new TextDecoder().decode(await bodyOf(first))).toBe('v2')
    expect(first.known).toEqual({ version: 'v1' })
    const second = changed(await fetcher.probe(first.known, fetchContext()))
    expect(new TextDecoder().decode(await bodyOf(second))).toBe('v2')
    expect(await fetcher.probe(second.known, fetchContext())).toEqual({ changed: false })
    expect(state.downloads).toBe(2)
  })

  it('confirms nothing by a version that was overtaken while it was downloaded, though it is current again', async () => {
    let [current, next] = ['v1', 'v2']
    const fetcher = twoStep({
      name: 'origin',
      currentVersion: () => current,
      async download() {
        current = next
        return new TextEncoder().encode(current)
      },
    })
    const first = changed(await fetcher.probe(undefined, fetchContext()))
    expect(new TextDecoder().decode(await bodyOf(first))).toBe('v2')
    current = next = 'v1'
    const second = changed(await fetcher.probe(first.known, fetchContext()))
    expect(new TextDecoder().decode(await bodyOf(second))).toBe('v1')
    expect(await fetcher.probe(second.known, fetchContext())).toEqual({ changed: false })
  })

  it('keeps what was downloaded when the version can no longer be asked for', async () => {
    let questions = 0
    const fetcher = twoStep({
      name: 'origin',
      currentVersion() {
        if (++questions === 2) throw new Error('down')
        return 'v1'
      },
      download: async () => ONE,
    })
    const answer = changed(await fetcher.probe(undefined, fetchContext()))
    expect(await bodyOf(answer)).toEqual(ONE)
    await bodyOf(changed(await fetcher.probe(answer.known, fetchContext())))
    expect(await fetcher.probe(answer.known, fetchContext())).toEqual({ changed: false })
  })

  it('hands over the signals: of the attempt to the question, of the download to the download', async () => {
    const currentVersion = vi.fn(() => 'v1')
    const download = vi.fn(() => ONE)
    const context = fetchContext({ maxBytes: 7 })
    const signal = AbortSignal.timeout(60_000)
    await bodyOf(await twoStep({ name: 'x', currentVersion, download }).probe(undefined, context), signal)
    expect(currentVersion).toHaveBeenCalledWith(context)
    expect(download).toHaveBeenCalledWith({ signal, maxBytes: 7 })
  })

  it('lets through what the steps throw', async () => {
    const down = new Error('down')
    const failing = { name: 'x', currentVersion: () => 'v1', download: () => Promise.reject(down) }
    await expect(bodyOf(await twoStep(failing).probe(undefined, fetchContext()))).rejects.toBe(down)
    const mute = { ...failing, currentVersion: () => Promise.reject(down) }
    await expect(twoStep(mute).probe(undefined, fetchContext())).rejects.toBe(down)
  })

  it.each([
    ['nothing', new Uint8Array(), 'ERR_TERM_EMPTY'],
    ['more than may be taken', new Uint8Array(11), 'ERR_TERM_TOO_LARGE'],
    ['a string', 'data', 'ERR_TERM_CONTRACT'],
    ['undefined', undefined, 'ERR_TERM_CONTRACT'],
  ])('refuses a download of %s', async (_, bytes, code) => {
    const fetcher = twoStep({ name: 'x', currentVersion: () => 'v1', download: () => bytes as never })
    const answer = await fetcher.probe(undefined, fetchContext({ maxBytes: 10 }))
    await expect(bodyOf(answer)).rejects.toMatchObject({ code })
  })

  it.each([[undefined], [null], [''], [7]])('takes a version of %o for a broken fetcher', async (version) => {
    const fetcher = twoStep({ name: 'x', currentVersion: () => version as never, download: () => ONE })
    await expect(fetcher.probe(undefined, fetchContext())).rejects.toMatchObject({
      code: 'ERR_TERM_CONTRACT',
    })
  })
})

describe('downloading if changed', () => {
  it('is one call, with the published version', async () => {
    const downloadIfChanged = vi.fn(() => ({ version: 'v2', bytes: TWO }))
    const context = fetchContext()
    const answer = changed(await twoStep({ name: 'x', downloadIfChanged }).probe({ version: 'v1' }, context))
    expect(answer).toMatchObject({ version: 'v2', known: { version: 'v2' }, size: 1 })
    expect(await bodyOf(answer)).toBe(TWO)
    expect(downloadIfChanged.mock.calls).toEqual([['v1', context]])
  })

  it('is preferred to the two steps', async () => {
    const download = vi.fn(() => ONE)
    const currentVersion = vi.fn(() => 'v1')
    const fetcher = twoStep({
      name: 'x',
      currentVersion,
      download,
      downloadIfChanged: async () => ({ version: 'v2', bytes: TWO }),
    })
    expect(await bodyOf(await fetcher.probe(undefined, fetchContext()))).toBe(TWO)
    expect([...currentVersion.mock.calls, ...download.mock.calls]).toEqual([])
  })

  it.each([
    ['answers undefined', undefined],
    ['answers with the published version', { version: 'v1', bytes: ONE }],
  ])('says unchanged when it %s', async (_, answer) => {
    const fetcher = twoStep({ name: 'x', downloadIfChanged: () => answer })
    expect(await fetcher.probe({ version: 'v1' }, fetchContext())).toEqual({ changed: false })
  })

  it('may not say unchanged while nothing is published', async () => {
    const fetcher = twoStep({ name: 'x', downloadIfChanged: () => undefined })
    await expect(fetcher.probe(undefined, fetchContext())).rejects.toMatchObject({
      code: 'ERR_TERM_PROTOCOL',
    })
  })

  it.each([[null], [{}], [{ version: 'v2' }], [{ version: 'v2', bytes: 'data' }], [ONE]])(
    'takes an answer of %o for a broken fetcher',
    async (answer) => {
      const fetcher = twoStep({ name: 'x', downloadIfChanged: () => answer as never })
      await expect(fetcher.probe(undefined, fetchContext())).rejects.toMatchObject({
        code: 'ERR_TERM_CONTRACT',
      })
    },
  )
})

describe('the rest', () => {
  it('calls init and close as methods of what was given', async () => {
    const client = {
      name: 'client',
      log: [] as string[],
      init() {
        this.log.push('init')
      },
      close() {
        this.log.push('close')
      },
      currentVersion() {
        return `v${this.log.length}`
      },
      download: () => ONE,
    }
    const fetcher = twoStep(client)
    await fetcher.init?.(fetchContext())
    expect(changed(await fetcher.probe(undefined, fetchContext())).version).toBe('v1')
    await fetcher.close?.()
    expect(client.log).toEqual(['init', 'close'])
  })

  it.each<[string, object]>([
    ['name', { name: '' }],
    ['name', { name: 7 }],
    ['currentVersion', { currentVersion: undefined }],
    ['download', { download: 'https://example.com' }],
    ['downloadIfChanged', { downloadIfChanged: true }],
    ['init', { init: 1 }],
    ['close', { close: null }],
  ])('throws at once when `%s` is wrong: %o', (option, wrong) => {
    const options = { name: 'x', currentVersion: () => 'v1', download: () => ONE, ...wrong } as TwoStepOptions
    expect(() => twoStep(options)).toThrow(TypeError)
    expect(() => twoStep(options)).toThrow(`\`${option}\``)
  })
})
