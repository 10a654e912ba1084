/** Publishes into a place, as the command does, without the gate. @module */

import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import {
  openPlace,
  type Published,
  publishPayload,
  standingOf,
  type WritablePlace,
} from '../../src/publish/index.ts'

/** A new folder, which is gone when the test is over. */
export async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'everterm-publish-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

export const newPlace = async (): Promise<WritablePlace> => openPlace(`file:${await newFolder()}`)

type Options = Parameters<typeof publishPayload>[0]

/** Publishes a text as the term `prices`. */
export async function published(
  place: WritablePlace,
  text: string,
  options: Partial<Options> = {},
): Promise<Published> {
  const bytes = Buffer.from(text)
  return publishPayload({
    place,
    term: 'prices',
    bytes,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    facts: {},
    sign: undefined,
    judged: options.judged ?? (await standingOf(place, 'prices')),
    signal: new AbortController().signal,
    ...options,
  })
}
