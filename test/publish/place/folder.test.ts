/** A folder as a place. @module */

import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openPlace } from '../../../src/publish/index.ts'
import { itIsAPlace } from '../../support/contract-of-places.ts'
import { newFolder, newPlace } from '../../support/publishing.ts'

describe('a folder', () => {
  itIsAPlace(newPlace)

  it('shows the last state of a pointer to whoever reads it, also after a publisher that died before', async () => {
    const folder = await newFolder()
    const place = openPlace(`file:${folder}`)
    const pointer = join(folder, 'prices/stable.json')
    await place.swap('prices/stable.json', Buffer.from('one'), undefined)
    await place.swap('prices/stable.json', Buffer.from('two'), '1')
    await writeFile(pointer, 'one')
    expect(await place.read('prices/stable.json')).toMatchObject({ stamp: '2' })
    expect(await readFile(pointer, 'utf8')).toBe('two')
  })

  it('that was copied without its states goes on from what is there', async () => {
    const folder = await newFolder()
    const place = openPlace(`file:${folder}`)
    await place.swap('prices/stable.json', Buffer.from('one'), undefined)
    await rm(join(folder, 'prices/.states'), { recursive: true })
    const { stamp } = (await place.read('prices/stable.json')) ?? {}
    expect(stamp).toBe('0')
    expect(await place.swap('prices/stable.json', Buffer.from('two'), stamp)).toBe(true)
    expect(await readFile(join(folder, 'prices/stable.json'), 'utf8')).toBe('two')
  })
})

describe('an address', () => {
  it.each(['', 'prices', 'https://user:secret@example.com', 'file:', 's3:bucket'])(
    '`%s` is no place, and is not repeated',
    (address) => {
      expect(() => openPlace(address)).toThrow(TypeError)
      expect(() => openPlace(address)).not.toThrow(/secret/)
    },
  )
})
