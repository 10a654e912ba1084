/** A signal that a fetcher was given has no listener of its own left, however what it was given for ended. @module */

import { getEventListeners } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Fetcher, Probe } from '../../src/fetch/fetcher.ts'
import { receive } from '../../src/fetch/receive.ts'
import { file, firstOf, fixed, http, twoStep } from '../../src/index.ts'
import { outcome } from '../support/grown.ts'
import { type Origin, serveOrigin } from '../support/origin.ts'
import { bareAwsEnvironment } from '../support/s3-environment.ts'
import { object, objectFetcher, PATH } from '../support/s3-origin.ts'

bareAwsEnvironment()

const BODY = Buffer.from('prices')

interface Place {
  readonly fetcher: Fetcher
  /** Removes everything from the origin. */
  readonly remove: () => unknown
}

async function originOf(make: (origin: Origin) => Fetcher, path: string): Promise<Place> {
  const origin = await serveOrigin()
  onTestFinished(() => origin.close())
  origin.reply(path, object(BODY))
  return { fetcher: make(origin), remove: () => origin.reply(path, { status: 404 }) }
}

async function fileOf(): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'everterm-signals-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const path = join(folder, 'prices')
  await writeFile(path, BODY)
  return { fetcher: file(path), remove: () => rm(path) }
}

function ownOf(): Place {
  let isThere = true
  const currentVersion = async () => {
    if (!isThere) throw new Error('gone')
    return 'v1'
  }
  const remove = () => {
    isThere = false
  }
  return { fetcher: twoStep({ name: 'own', currentVersion, download: async () => BODY }), remove }
}

const PLACES: readonly (readonly [string, () => Place | Promise<Place>])[] = [
  ['a file', fileOf],
  ['http', () => originOf(({ url }) => http(`${url}/prices`), '/prices')],
  ['S3', () => originOf(objectFetcher, PATH)],
  ['two steps', ownOf],
  ['a fixed document', () => ({ fetcher: fixed(BODY.toString()), remove: () => undefined })],
]

describe.each(PLACES)('of %s', (_, make) => {
  it('neither that of a probe nor that of a body', async () => {
    const { fetcher, remove } = await make()
    const [probing, reading] = [new AbortController(), new AbortController()]
    const left = () => [probing, reading].flatMap(({ signal }) => getEventListeners(signal, 'abort'))
    const probe = async (known?: Probe['known']) =>
      fetcher.probe(known, { signal: probing.signal, maxBytes: 1_000 })
    onTestFinished(() => fetcher.close?.())

    const answer = await probe()
    if (!answer.changed) throw new Error('There is something new')
    const { signal } = reading
    const { bytes } = await receive(answer.open(signal), { size: answer.size, maxBytes: 1_000, signal })
    expect(Buffer.from(bytes)).toEqual(BODY)
    expect(left()).toEqual([])

    expect(await probe(answer.known ?? { version: answer.version ?? null })).toMatchObject({ changed: false })
    expect(left()).toEqual([])

    await remove()
    await outcome(probe())
    expect(left()).toEqual([])
  })

  it('nor that of a body that nobody takes to its end', async () => {
    const { fetcher } = await make()
    onTestFinished(() => fetcher.close?.())
    const [probing, reading] = [new AbortController(), new AbortController()]
    const answer = await fetcher.probe(undefined, { signal: probing.signal, maxBytes: 1_000 })
    if (!answer.changed) throw new Error('There is something new')
    const body = answer.open(reading.signal)
    if (Symbol.asyncIterator in body) for await (const _ of body) break
    else await body
    expect([probing, reading].flatMap(({ signal }) => getEventListeners(signal, 'abort'))).toEqual([])
  })
})

it('of several origins none once they confirm or refuse; of an answer that is new, they hear what becomes of it', async () => {
  const [one, other] = [await fileOf(), ownOf()]
  const { signal } = new AbortController()
  const fetcher = firstOf([one.fetcher, other.fetcher])
  const answer = await fetcher.probe(undefined, { signal: new AbortController().signal, maxBytes: 1_000 })
  expect(await fetcher.probe(answer.known, { signal, maxBytes: 1_000 })).toMatchObject({ changed: false })
  expect(getEventListeners(signal, 'abort')).toEqual([])
  await Promise.all([one.remove(), other.remove()])
  await expect(fetcher.probe(answer.known, { signal, maxBytes: 1_000 })).rejects.toThrow()
  expect(getEventListeners(signal, 'abort')).toEqual([])
})
