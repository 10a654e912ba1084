/**
 * The names of files that are being written, and when such a file was left behind by a process that died.
 *
 * No lock can stay behind: whose file it is stands in its name. Where that can't be asked, since it is of another machine or
 * container, or its number is used again, only age tells. Whose file is swept nevertheless writes it once more.
 *
 * @module
 */

import { createHash, randomBytes } from 'node:crypto'
import { readlinkSync } from 'node:fs'
import { hostname } from 'node:os'
import type { KeptThing } from './news.ts'
import { errnoOf } from './pass-over.ts'

/** A write that goes on touches its file far more often, in ms. */
const OLD = 600_000
/** The times of files come from a clock that moves every few ms, or every second, in ms. */
const COARSE = 2_000

const NAME = /^unfinished-([0-9a-f]{8})-([1-9]\d{0,9})-[0-9a-f]{8}-(?:generation|notes)$/

let here: string | undefined

/** Where a process number means the same process: a machine, and on Linux one namespace of processes on it. */
function place(): string {
  here ??= createHash('sha256').update(`${hostname()} ${namespace()}`).digest('hex').slice(0, 8)
  return here
}

function namespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid')
  } catch {
    return ''
  }
}

/** The name of a file while it is written, fixed for each who writes: one that fails leaves no second file. */
export const unfinishedNames = (): Readonly<Record<KeptThing, string>> => {
  const writer = `unfinished-${place()}-${process.pid}-${randomBytes(4).toString('hex')}`
  return { generation: `${writer}-generation`, notes: `${writer}-notes` }
}

export const isUnfinished = (file: string): boolean => NAME.test(file)

/** Has nobody the file in hand any more? `touchedAt` is when it was last written to, in epoch ms. */
export function isAbandoned(file: string, touchedAt: number): boolean {
  const now = Date.now()
  if (now - touchedAt > OLD) return true
  const [, of, number] = NAME.exec(file) ?? []
  if (of !== place()) return false
  const begunAt = now - process.uptime() * 1_000
  // A container gives each of its processes the same number.
  if (Number(number) === process.pid) return touchedAt < begunAt - COARSE
  return !isAlive(Number(number))
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return errnoOf(error) !== 'ESRCH'
  }
}
