/**
 * Shows that whoever has left a mark in a folder is there still: by a socket beside it, which ends with its owner, also for
 * other threads, processes and containers of the machine. Where there can be none, by the process.
 *
 * @module
 */

import { randomBytes } from 'node:crypto'
import { mkdir, readFile, rm } from 'node:fs/promises'
import { connect, createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { fieldOf } from '../../base/errors.ts'

/** What a mark says of its owner. */
export interface OwnersName {
  readonly owner: string
  readonly pid: number
  /** When the process began, as the system tells it: another one may have its number later. */
  readonly birth?: string | undefined
  /** Whether there is a socket of this owner. */
  readonly socket: boolean
}

export interface Owner {
  readonly name: OwnersName
  end(): void
}

/** Those of this thread. */
const own = new Set<string>()

/** What fits into the address of a socket on every system. */
const MOST_ADDRESS = 103

const OWNER = /^[\da-f]{12}$/

const socketOf = (folder: string, owner: string): string => join(folder, `${owner}.alive`)

export async function ownerIn(folder: string): Promise<Owner> {
  const owner = randomBytes(6).toString('hex')
  own.add(owner)
  const server = await listening(folder, owner).catch(() => undefined)
  return {
    name: { owner, pid: process.pid, birth: await birthOf(process.pid), socket: server !== undefined },
    end() {
      own.delete(owner)
      server?.close()
    },
  }
}

async function listening(folder: string, owner: string): Promise<Server> {
  // What is longer may be cut, and then be the address of somebody else.
  if (Buffer.byteLength(socketOf(folder, owner)) > MOST_ADDRESS) throw new RangeError('The path is too long')
  await mkdir(folder, { recursive: true })
  // Who connects has its answer by that.
  const server = createServer((socket) => socket.destroy())
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(socketOf(folder, owner), resolve)
  })
  return server.unref()
}

/** One that can't be asked passes for alive: its fleet counts it as dead when it hears no more of it. */
export async function isThere(folder: string, name: Readonly<Partial<OwnersName>>): Promise<boolean> {
  const { owner = '', socket } = name
  if (own.has(owner)) return true
  const answer = socket === true && OWNER.test(owner) ? await called(socketOf(folder, owner)) : undefined
  return answer ?? runs(name)
}

/** What an owner that has died has left. */
export async function clearAfter(folder: string, { owner }: Readonly<Partial<OwnersName>>): Promise<void> {
  if (OWNER.test(owner ?? '')) await rm(socketOf(folder, `${owner}`), { force: true }).catch(() => {})
}

/** `undefined`: it can't be called. */
const called = (path: string): Promise<boolean | undefined> =>
  new Promise((resolve) => {
    const socket = connect(path)
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.on('error', (error) => {
      const code = fieldOf(error, 'code')
      resolve(code === 'ENOENT' || code === 'ECONNREFUSED' ? false : undefined)
    })
  })

async function runs({ pid, birth }: Readonly<Partial<OwnersName>>): Promise<boolean> {
  if (typeof pid !== 'number') return false
  const now = await birthOf(pid)
  // Nothing else of this thread has left a mark without being among its own; another thread has the birth of this process.
  if (pid === process.pid) return birth !== undefined && birth === now
  return lives(pid) && (birth === undefined || now === undefined || birth === now)
}

function lives(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (thrown) {
    return fieldOf(thrown, 'code') === 'EPERM'
  }
}

/** The boot, and the 22nd field of `proc_pid_stat(5)`, counted behind the name, which may hold anything. */
async function birthOf(pid: number): Promise<string | undefined> {
  try {
    const [boot, stat] = await Promise.all([
      readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
      readFile(`/proc/${pid}/stat`, 'utf8'),
    ])
    const began = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
    return began === undefined ? undefined : `${boot.trim()} ${began}`
  } catch {
    return undefined
  }
}
