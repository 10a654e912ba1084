/** Kills writers of one folder at random instants, and looks at what they have left. @module */

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const WRITER = fileURLToPath(new URL('writer.mjs', import.meta.url))
const LONGEST_LIFE = 90

const never = new AbortController().signal

/** Starts a writer, kills it some ms after it has begun, and returns what it said to be safe. */
async function killed(module, dir, id) {
  const child = spawn(process.execPath, [WRITER, module, dir, id], { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  const begun = new Promise((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (text) => {
      said += text
      if (said.includes('begun\n')) resolve()
    })
  })
  const ended = once(child, 'close')
  await Promise.race([begun, ended])
  await sleep(Math.random() * LONGEST_LIFE)
  child.kill('SIGKILL')
  const [, signal] = await ended
  if (signal !== 'SIGKILL') throw new Error(`A writer ended by itself:\n${said}`)
  // The last line may be cut.
  const lines = said.split('\n').slice(0, -1)
  const last = (kind) =>
    Math.max(0, ...lines.filter((line) => line[0] === kind).map((line) => Number(line.slice(2))))
  return {
    id,
    generation: last('g'),
    notes: last('n'),
    failures: lines.filter((line) => line.startsWith('failed')),
  }
}

/** The names of its files: of none, where each writer was killed before it had made the folder. */
const filesIn = (folder) =>
  readdir(folder).catch((error) => {
    if (error.code === 'ENOENT') return []
    throw error
  })

/** What the folder holds, as the next process finds it. */
async function left(module, dir) {
  const { keepsakeOf } = await import(module)
  const news = []
  const keepsake = keepsakeOf({
    dir,
    term: 'prices',
    keep: 2,
    maxBytes: 2 ** 26,
    hear: (one) => news.push(one),
  })
  const { generations, notes } = await keepsake.open(never)
  const payloads = []
  for (const generation of generations) {
    const bytes = await generation.bytes(never)
    if (bytes !== undefined) payloads.push(Buffer.from(bytes).toString('latin1').split('\n')[0])
  }
  const files = await filesIn(join(dir, 'prices+'))
  const orphans = files.filter((file) => file.startsWith('unfinished-')).length
  const swept = news.find(({ type }) => type === 'swept')?.files ?? 0
  return {
    newest: payloads[0],
    notes,
    orphans,
    swept,
    ignored: news.filter(({ type }) => type === 'ignored'),
  }
}

/**
 * Kills so many writers, one after the other or two at a time, and looks after each round. `module` is the URL of the keepsake's
 * compiled door. `faults` holds in words whatever isn't as promised.
 */
export async function killWriters(dir, { module, kills, together, name }) {
  const faults = []
  let swept = 0
  let before = { newest: undefined, notes: undefined }
  for (let round = 0; round < kills / together; round++) {
    const writers = await Promise.all(
      Array.from({ length: together }, (_, at) => killed(module, dir, `${name}-${round}-${at}`)),
    )
    const found = await left(module, dir)
    swept += found.swept
    const promised = writers.filter(({ generation }) => generation > 0)
    const at = `round ${round} of ${name}`
    if (!isAsPromised(found.newest, writers, before.newest)) {
      faults.push(`${at}: found ${found.newest}, ${JSON.stringify(promised)} before: ${before.newest}`)
    }
    const notes = found.notes && `${found.notes.id} ${found.notes.number}`
    if (
      !isAsPromised(
        notes,
        writers.map((each) => ({ ...each, generation: each.notes })),
        before.notes,
      )
    ) {
      faults.push(`${at}: notes ${notes}, before: ${before.notes}`)
    }
    if (found.orphans > 0) faults.push(`${at}: ${found.orphans} files are left unfinished`)
    for (const { file, reason } of found.ignored) faults.push(`${at}: ${file} is ${reason}`)
    for (const { failures } of writers) faults.push(...failures.map((line) => `${at}: ${line}`))
    before = { newest: found.newest, notes }
  }
  return { faults, swept }
}

/** Is it one of this round, and none before what its writer called safe; or what was there before, if nothing was? */
function isAsPromised(found, writers, before) {
  const nothingSafe = writers.every(({ generation }) => generation === 0)
  if (found === before) return nothingSafe
  const [id, number] = found?.split(' ') ?? []
  const writer = writers.find((each) => each.id === id)
  return writer !== undefined && Number(number) >= writer.generation
}
