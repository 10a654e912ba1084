/** One rival in one failure: a process of its own for the rival, and what can be asked of it from here. @module */

import { fork } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { serveOrigin } from './origin.mjs'

/** No answer from a process for so long: it hangs. */
const ANSWER_MS = 5_000

/** @param {{ name: string, file: string, asks: 'http' | 'file' }} rival */
export async function pairOf({ name, file, asks }) {
  const folder = mkdtempSync(join(tmpdir(), 'everterm-rival-'))
  const origin = await serveOrigin()
  const path = join(folder, 'data')
  const place = asks === 'file' ? path : origin.url
  const options = {
    stdio: /** @type {['ignore', 'pipe', 'pipe', 'ipc']} */ (['ignore', 'pipe', 'pipe', 'ipc']),
  }
  let said = ''
  /** @type {string | undefined} */
  let death
  function born() {
    const born = fork(fileURLToPath(new URL('child.mjs', import.meta.url)), [file, place, folder], options)
    for (const stream of [born.stdout, born.stderr]) {
      stream?.setEncoding('utf8').on('data', (text) => {
        said = (said + text).slice(-4_000)
      })
    }
    born.on('exit', (code, signal) => {
      if (born === child) death = `exit ${code ?? signal}`
    })
    return born
  }
  let child = born()

  let orders = 0
  /** @type {(order: string, patience?: number) => Promise<{ value?: string, error?: string }>} */
  async function ask(order, patience = ANSWER_MS) {
    if (death !== undefined) return { error: death }
    const id = ++orders
    child.send({ id, order })
    return new Promise((resolve) => {
      const timer = setTimeout(() => settle({ error: `no answer in ${patience / 1_000} s` }), patience)
      const onMessage = (/** @type {{ id: number }} */ { id: of, ...answer }) => of === id && settle(answer)
      const onExit = () => settle({ error: death ?? 'exit' })
      /** @param {object} answer */
      function settle(answer) {
        clearTimeout(timer)
        child.off('message', onMessage)
        child.off('exit', onExit)
        resolve(answer)
      }
      child.on('message', onMessage)
      child.on('exit', onExit)
    })
  }

  return {
    name,
    origin,
    path,
    said: () => said,
    death: () => death,
    /** The first version is there before the rival starts. @param {string | Buffer} body */
    begin(body) {
      if (asks === 'file') writeFileSync(path, body)
      else origin.reply({ body, etag: '"v1"' })
    },
    start: (patience = 40_000) => ask('start', patience),
    read: () => ask('read'),
    /** Reads every 100 ms, as a service would, until a value is `wanted` or the time is over. */
    async readsFor(/** @type {number} */ ms, /** @type {string | undefined} */ wanted = undefined) {
      /** @type {Map<string, number>} */
      const seen = new Map()
      const end = performance.now() + ms
      let last = {
        value: /** @type {string | undefined} */ (undefined),
        error: /** @type {string | undefined} */ (undefined),
      }
      while (performance.now() < end && death === undefined) {
        const { value, error } = await ask('read')
        last = { value, error }
        const what = value ?? `no value (${error})`
        seen.set(what, (seen.get(what) ?? 0) + 1)
        if (wanted !== undefined && value === wanted) break
        await sleep(100)
      }
      return { seen, last }
    },
    /** Kills the process, as a deployment does, and begins another one in the same folder. */
    async restart() {
      const before = child
      const ended = new Promise((resolve) => before.once('exit', resolve))
      child = born()
      before.kill('SIGKILL')
      await ended
    },
    async close() {
      child.kill('SIGKILL')
      if (death === undefined) await new Promise((resolve) => child.once('exit', resolve))
      await origin.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** @typedef {Awaited<ReturnType<typeof pairOf>>} Pair */
