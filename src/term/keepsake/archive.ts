/** What is on disk, as the shelf asks for it: the list of it, and one of it as an edition. @module */

import { systemClock } from '../../base/clock.ts'
import { TermError } from '../../base/errors.ts'
import { settledWithin } from '../../base/settled-within.ts'
import { payloadMemory } from '../../decode/payload-memory.ts'
import type { Archive, Archived } from '../../store/archive.ts'
import type { Found, Generation } from '../../store/keepsake/index.ts'
import type { Workplace } from '../incarnation.ts'
import type { PayloadOnDisk } from '../keepsake.ts'
import type { Ledger } from './ledger.ts'
import { ownAttempt } from './own-attempt.ts'
import { restored } from './restored.ts'

/** How long somebody who pins waits at most for the disk, in ms. */
const PATIENCE_MS = 3_000

export interface DiskArchive extends Archive<unknown> {
  /** Takes note of what is on disk now. */
  saw(generations: readonly Generation[]): void
  /** Lists one no more that can't be read, unless the next look finds it well. */
  lost(generation: Generation): void
  /** What the disk has under this digest. */
  payload(digest: string, signal: AbortSignal): Promise<PayloadOnDisk | undefined>
}

/** What an archive asks of its keepsake. */
export interface ArchivedDisk {
  /** Says what is on disk, and never rejects. */
  open(signal: AbortSignal): Promise<Found>
  /** Hears which payload is pinned. */
  pinned(digest: string | undefined): void
}

export function diskArchive(desk: Workplace, ledger: Ledger, disk: ArchivedDisk): DiskArchive {
  const { name: term } = desk.keeper.options
  let all: readonly Generation[] = []

  async function look(): Promise<void> {
    const tooLong = new AbortController()
    const looking = disk.open(tooLong.signal).then(({ generations }) => {
      if (!tooLong.signal.aborted) all = generations
    })
    await settledWithin(systemClock, PATIENCE_MS, looking)
    tooLong.abort()
  }

  const lost = (generation: Generation): void => {
    all = all.filter((other) => other !== generation)
  }

  return {
    saw(generations) {
      all = generations
    },
    lost,
    list: () => all.map((generation) => archivedOf(generation, ledger)),
    newest: () => ledger.newest,
    look,
    async payload(digest, signal) {
      const found = all.find(({ header }) => header.digest === digest)
      const bytes = await found?.bytes(signal, payloadMemory)
      return bytes && { bytes, encoding: found?.header.encoding }
    },
    async bring({ digest, version }) {
      const generation = all.find(({ header }) => header.digest === digest)
      const attempt = ownAttempt(desk, 'manual')
      try {
        const brought =
          generation && (await restored(desk, attempt, generation, ledger.saidOf(generation.header.digest)))
        if (brought !== undefined) return brought
        if (generation !== undefined && !attempt.controller.signal.aborted) lost(generation)
        const which = JSON.stringify(version ?? digest)
        throw new TermError('ERR_TERM_VERSION', `[${term}] ${which} can't be read from disk`, { term })
      } finally {
        attempt.end()
      }
    },
    async pinned(pin) {
      ledger.pin = pin
      disk.pinned(pin?.digest)
      const tooLong = new AbortController()
      await settledWithin(systemClock, PATIENCE_MS, ledger.writeNow(tooLong.signal))
      tooLong.abort()
    },
  }
}

const archivedOf = ({ header, size: bytes }: Generation, { untried }: Ledger): Archived => {
  const { version, digest, source, publishedAt, modifiedAt } = header
  const wasLive = !untried.includes(digest)
  return { version, digest, bytes, source, publishedAt, modifiedAt, signedBy: undefined, wasLive }
}
