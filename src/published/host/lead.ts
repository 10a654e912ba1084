/**
 * Who downloads a payload for the host: whoever binds its name first. A lead is a socket, which ends with its process.
 *
 * The name is a link, which can be made once alone; behind a dead one the next is made, `<object>.2`. None is removed while
 * a download runs, so that nobody who comes late takes the name of one who has died for a free one. Two who lead, or none,
 * cost bytes and nothing else.
 *
 * @module
 */

import { randomBytes } from 'node:crypto'
import { link, rm } from 'node:fs/promises'
import { createServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import { fieldOf } from '../../base/errors.ts'
import { type EndOfLead, followLead, visit } from './follow.ts'

export type Lead =
  | { readonly role: 'leader'; release(): Promise<void> }
  | { readonly role: 'follower'; readonly over: Promise<EndOfLead> }
  /** Where no lead can be had or followed. */
  | { readonly role: 'alone' }

/** How often one who leads says that it is alive, in ms; who hears nothing for `SILENCE` goes on alone. */
const PULSE = 500

/** So many who led a download of one payload have died: something is wrong, and each goes on alone. */
const MOST = 99

/** The folder of the leads. */
export const LEADS = 'lead'

/** The longest name of one: what leads to it has to fit into the address of a socket, of 103 bytes on some systems. */
export const LONGEST_LEAD = join(LEADS, `${'0'.repeat(16)}.${MOST}`)

const ALONE: Lead = { role: 'alone' }

export async function seekLead(leads: string, sha256: string, signal: AbortSignal): Promise<Lead> {
  // Windows has no sockets that are files.
  if (process.platform === 'win32') return ALONE
  const nameOf = (round: number): string => join(leads, `${sha256.slice(0, 16)}.${round}`)
  let own: Offer | undefined
  try {
    for (let round = 1; round <= MOST; ) {
      const found = await visit(nameOf(round))
      if (typeof found === 'object') return { role: 'follower', over: followLead(found, signal) }
      if (found === 'dead') round += 1
      else {
        own ??= await offer(join(leads, `.${process.pid}-${randomBytes(3).toString('hex')}`))
        if (!(await linked(own.path, nameOf(round)))) continue
        const taken = own
        own = undefined
        return leading(taken, round, nameOf)
      }
    }
  } catch {
    // No file system for sockets or links: each downloads for itself.
  } finally {
    own?.end()
  }
  return ALONE
}

const leading = (own: Offer, last: number, nameOf: (round: number) => string): Lead => ({
  role: 'leader',
  async release() {
    for (let round = last; round >= 1; round--) await rm(nameOf(round), { force: true }).catch(() => {})
    own.end()
  },
})

/** @returns whether the name is ours; another may have been faster */
async function linked(path: string, name: string): Promise<boolean> {
  try {
    await link(path, name)
    return true
  } catch (thrown) {
    if (fieldOf(thrown, 'code') === 'EEXIST') return false
    throw thrown
  }
}

interface Offer {
  readonly path: string
  /** Lets all go who follow. */
  end(): void
}

/** Listens under a name that nobody knows, so that whoever finds the one that is linked to it is heard at once. */
async function offer(path: string): Promise<Offer> {
  const followers = new Set<Socket>()
  const server = createServer((socket) => {
    followers.add(socket)
    socket.on('error', () => {})
    socket.once('close', () => followers.delete(socket))
  })
  await listening(server, path)
  server.unref()
  const pulse = setInterval(() => {
    for (const socket of followers) socket.write('.')
  }, PULSE)
  pulse.unref()
  return {
    path,
    end() {
      clearInterval(pulse)
      for (const socket of followers) socket.destroy()
      server.close()
    },
  }
}

const listening = (server: Server, path: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(path, resolve)
  })
