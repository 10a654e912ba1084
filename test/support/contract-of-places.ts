/** What any place must do for its publishers. @module */

import { expect, it } from 'vitest'
import type { WritablePlace } from '../../src/publish/index.ts'

const bytesOf = (text: string): Uint8Array => Buffer.from(text)
const CONTENDERS = [1, 2, 3, 4, 5]

export function itIsAPlace(make: () => Promise<WritablePlace>): void {
  it('creates what is not there, and leaves alone what is', async () => {
    const place = await make()
    expect(await place.read('prices/objects/a')).toBeUndefined()
    expect(await place.create('prices/objects/a', bytesOf('one'))).toBe(true)
    expect(await place.create('prices/objects/a', bytesOf('two'))).toBe(false)
    expect(Buffer.from((await place.read('prices/objects/a'))?.bytes ?? []).toString()).toBe('one')
  })

  it('swaps a pointer that is as it was read, and no other', async () => {
    const place = await make()
    const name = 'prices/stable.json'
    expect(await place.swap(name, bytesOf('one'), undefined)).toBe(true)
    expect(await place.swap(name, bytesOf('other'), undefined)).toBe(false)
    const first = await place.read(name)
    expect(await place.swap(name, bytesOf('two'), first?.stamp)).toBe(true)
    expect(await place.swap(name, bytesOf('three'), first?.stamp)).toBe(false)
    expect(Buffer.from((await place.read(name))?.bytes ?? []).toString()).toBe('two')
  })

  it('lets one of many win each race', async () => {
    const place = await make()
    const name = 'prices/stable.json'
    for (let round = 0; round < 10; round++) {
      const before = await place.read(name)
      const swaps = CONTENDERS.map((who) => place.swap(name, bytesOf(`${round} ${who}`), before?.stamp))
      const won = await Promise.all(swaps)
      const winner = CONTENDERS[won.indexOf(true)]
      expect(won.filter((one) => one)).toHaveLength(1)
      expect(Buffer.from((await place.read(name))?.bytes ?? []).toString()).toBe(`${round} ${winner}`)
    }
  })

  it('lists and removes', async () => {
    const place = await make()
    await place.create('prices/objects/a', bytesOf('one'))
    await place.create('prices/objects/b', bytesOf('three'))
    await place.create('other/objects/c', bytesOf('x'))
    const listed = await place.list('prices/objects/')
    expect(listed.map(({ name, size }) => [name, size]).sort()).toEqual([
      ['prices/objects/a', 3],
      ['prices/objects/b', 5],
    ])
    expect(Math.abs((listed[0]?.modifiedAt ?? 0) - (await place.now()))).toBeLessThan(3_600_000)
    // Nor does whoever asks for the time leave anything.
    expect(await place.unfinished('prices')).toEqual([])
    await place.remove('prices/objects/a')
    await place.remove('prices/objects/nothing')
    expect(await place.list('prices/objects/')).toHaveLength(1)
  })
}
