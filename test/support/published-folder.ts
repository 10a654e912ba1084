/** A place with one publication that is stable, for a process of its own to read. @module */

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { onTestFinished } from 'vitest'
import { objectsOf, publishInto } from './publications.ts'

/** Its address; the folder is gone when the test is over. */
export async function folderWith(value: object): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'everterm-place-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  await publishInto(folder, objectsOf(1, Buffer.from(JSON.stringify(value))))
  return pathToFileURL(folder).href
}
