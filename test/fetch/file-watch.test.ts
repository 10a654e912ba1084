/** Hints of a file that changes, in real folders. @module */

import { renameSync, writeFileSync } from 'node:fs'
import * as fs from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { file } from '../../src/fetch/file.ts'
import { bodyOf, fetchContext } from '../support/fetch-context.ts'
import { configMapVolume } from '../support/kubelet.ts'
import { guardProcess } from '../support/process-guard.ts'

guardProcess()

let folder: string
let endings: (() => void)[]

beforeEach(async () => {
  folder = await fs.realpath(await fs.mkdtemp(join(tmpdir(), 'everterm-watch-')))
  endings = []
})
afterEach(async () => {
  for (const end of endings) end()
  await fs.rm(folder, { recursive: true })
})

/** Probes once, watches from then on, and counts the hints; a hint is answered with a probe, as a term does. */
async function watched(path: string) {
  const fetcher = file(path)
  const seen: string[] = []
  const probe = async () => {
    const answer = await fetcher.probe(undefined, fetchContext())
    seen.push(new TextDecoder().decode(await bodyOf(answer)))
  }
  let hints = 0
  let probing = Promise.resolve()
  await probe().catch(() => undefined)
  const end = fetcher.watch?.(() => {
    hints++
    probing = probing.then(probe).catch(() => undefined)
  }) as () => void
  endings.push(end)
  return {
    end,
    hints: () => hints,
    latest: () => seen.at(-1),
    /** Resolves when this content was delivered. */
    delivers: (text: string) => expect.poll(() => seen.at(-1), { timeout: 5_000, interval: 5 }).toBe(text),
  }
}

/** How many folders the system watches for this process. */
async function folderWatches(): Promise<number> {
  const infos = await fs.readdir('/proc/self/fdinfo')
  const texts = infos.map((fd) => fs.readFile(`/proc/self/fdinfo/${fd}`, 'utf8').catch(() => ''))
  return (await Promise.all(texts)).join('').split('inotify wd:').length - 1
}

const replace = async (path: string, text: string) => {
  await fs.writeFile(`${path}.new`, text)
  await fs.rename(`${path}.new`, path)
}

describe('a file that is watched', () => {
  it('is probed when another is renamed over it, again and again', async () => {
    const path = join(folder, 'prices')
    await replace(path, 'one')
    const { delivers } = await watched(path)
    for (const text of ['two', 'three', 'four']) {
      await replace(path, text)
      await delivers(text)
    }
  })

  it('is probed when it is rewritten in place, and when it is deleted and comes back', async () => {
    const path = join(folder, 'prices')
    await fs.writeFile(path, 'one')
    const { delivers } = await watched(path)
    await fs.writeFile(path, 'two')
    await delivers('two')
    await fs.rm(path)
    await fs.writeFile(path, 'three')
    await delivers('three')
  })

  it('is probed when it appears, and its folder before it', async () => {
    const path = join(folder, 'a', 'b', 'prices')
    const { delivers } = await watched(path)
    await fs.mkdir(join(folder, 'a', 'b'), { recursive: true })
    await fs.writeFile(path, 'one')
    await delivers('one')
  })

  it('is probed in a ConfigMap, at each swap', async () => {
    const volume = configMapVolume(folder)
    await volume.update({ prices: 'one', other: '1' })
    const { delivers } = await watched(join(folder, 'prices'))
    for (const text of ['two', 'three', 'four']) {
      await volume.update({ prices: text, other: text })
      await delivers(text)
    }
  })

  it('is probed when a link in the middle of its way is swapped, and back again', async () => {
    for (const text of ['one', 'two', 'three']) {
      await fs.mkdir(join(folder, text))
      await fs.writeFile(join(folder, text, 'prices'), text)
    }
    const point = async (text: string) => {
      await fs.symlink(text, join(folder, 'next'))
      await fs.rename(join(folder, 'next'), join(folder, 'current'))
    }
    await point('one')
    const { delivers } = await watched(join(folder, 'current', 'prices'))
    for (const text of ['two', 'three', 'two']) {
      await point(text)
      await delivers(text)
    }
    // By now no probe is on its way that would see the change without a watch.
    await delay(120)
    await fs.writeFile(join(folder, 'two', 'prices'), 'four')
    await delivers('four')
  })

  it('is still watched after its folder was replaced', async () => {
    const inner = join(folder, 'inner')
    await fs.mkdir(inner)
    await fs.writeFile(join(inner, 'prices'), 'one')
    const { delivers } = await watched(join(inner, 'prices'))
    for (const text of ['two', 'three']) {
      await fs.mkdir(`${inner}.new`)
      await fs.writeFile(join(`${inner}.new`, 'prices'), text)
      await fs.rename(inner, `${inner}.${text}`)
      await fs.rename(`${inner}.new`, inner)
      await delivers(text)
    }
    await fs.rm(inner, { recursive: true })
    await fs.mkdir(inner)
    await fs.writeFile(join(inner, 'prices'), 'four')
    await delivers('four')
  })

  it('gives no hint of its neighbours, nor of being read', async () => {
    const path = join(folder, 'prices')
    await fs.writeFile(path, 'one')
    const { hints, delivers } = await watched(path)
    await fs.writeFile(join(folder, 'other'), 'x')
    await fs.readFile(path)
    await delay(120)
    expect(hints()).toBe(0)
    await replace(path, 'two')
    await delivers('two')
  })

  it('gives one hint of many writes at once', async () => {
    const path = join(folder, 'prices')
    await fs.writeFile(path, 'one')
    const { hints, delivers } = await watched(path)
    // In one turn of the event loop, so that nobody looks in between, however busy the machine is.
    for (let write = 0; write < 20; write++) {
      writeFileSync(`${path}.new`, `${write}`)
      renameSync(`${path}.new`, path)
    }
    await delivers('19')
    await delay(120)
    expect(hints()).toBe(1)
  })

  it('keeps nothing of who has watched it', async () => {
    setFlagsFromString('--expose-gc')
    const gc = runInNewContext('gc') as () => void
    const path = join(folder, 'prices')
    await replace(path, 'one')
    const fetcher = file(path)
    const watch = () => {
      const hint = () => {}
      fetcher.watch?.(hint)()
      return new WeakRef(hint)
    }
    const hints = [watch(), watch()]
    const kept = () => {
      gc()
      return hints.filter((hint) => hint.deref() !== undefined).length
    }
    await expect.poll(kept).toBe(0)
    await fetcher.probe(undefined, fetchContext()).then(bodyOf)
  })

  it.runIf(process.platform === 'linux')(
    'gives none after the watch has ended, and holds nothing',
    async () => {
      const path = join(folder, 'prices')
      await replace(path, 'one')
      const [over, other] = [await watched(path), await watched(path)]
      await expect.poll(folderWatches).toBeGreaterThan(0)
      over.end()
      await replace(path, 'two')
      await other.delivers('two')
      expect(over.hints()).toBe(0)
      other.end()
      expect(await folderWatches()).toBe(0)
    },
  )
})

describe('a file that is written in place', () => {
  /** Writes piece by piece, with pauses. */
  async function writeSlowly(path: string, isDone: (piece: number) => boolean): Promise<void> {
    const handle = await fs.open(path, 'w')
    for (let piece = 0; !isDone(piece); piece++) {
      await handle.write('0123456789')
      await delay(10)
    }
    await handle.close()
  }

  it('is never taken while a slow writer is at it', async () => {
    const path = join(folder, 'prices')
    await fs.writeFile(path, 'old')
    const whole = '0123456789'.repeat(30)
    const { delivers, hints } = await watched(path)
    const lengths: number[] = []
    const writing = writeSlowly(path, (piece) => piece === 30)
    const fetcher = file(path)
    for (let probe = 0; probe < 5; probe++) {
      const answer = await fetcher.probe(undefined, fetchContext())
      lengths.push((await bodyOf(answer)).byteLength)
    }
    await writing
    await delivers(whole)
    expect(new Set(lengths)).toEqual(new Set([whole.length]))
    expect(hints()).toBeGreaterThan(0)
  })

  it('and is empty for a moment is waited for', async () => {
    const path = join(folder, 'prices')
    await fs.writeFile(path, '')
    const probe = file(path).probe(undefined, fetchContext())
    await delay(10)
    await fs.writeFile(path, 'one')
    expect(Buffer.from(await bodyOf(await probe)).toString()).toBe('one')
  })

  it('without an end is refused', async () => {
    const path = join(folder, 'prices')
    await fs.writeFile(path, 'old')
    let isDone = false
    const writing = writeSlowly(path, () => isDone)
    await expect(file(path).probe(undefined, fetchContext())).rejects.toMatchObject({
      code: 'ERR_TERM_TRUNCATED',
      stage: 'probe',
    })
    isDone = true
    await writing
  })

  it('is waited for no longer than the attempt lives', async () => {
    const path = join(folder, 'prices')
    await fs.writeFile(path, 'one')
    const controller = new AbortController()
    const probe = file(path).probe(undefined, fetchContext({ signal: controller.signal }))
    setImmediate(() => controller.abort())
    await expect(probe).rejects.toMatchObject({ code: 'ERR_TERM_ABORTED' })
  })
})
