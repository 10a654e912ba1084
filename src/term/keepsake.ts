/**
 * Keeps a term's last values over restarts. Terms without a keepsake load nothing but this, and those with one load the rest with
 * their first attempt.
 *
 * @module
 */

import { type Attempt, goOn } from './attempt.ts'
import type { Incarnation } from './incarnation.ts'
import type { Link } from './keeper.ts'
import { keepsakeFolder } from './keepsake-folder.ts'
import { endLook } from './looked.ts'
import { laterTurnOf } from './turn.ts'

/** A payload that is on disk. */
export interface PayloadOnDisk {
  readonly bytes: Uint8Array
  /** The coding that the transport had put on it. */
  readonly encoding: string | undefined
}

/** What the way of a value tells the keepsake of its term. None of it throws. */
export interface TermKeepsake {
  /** The tree that it was opened for. */
  readonly link: Link
  /** Whether the start has made live what it could of it. */
  hasLooked: boolean
  /** Bytes are about to be decoded, and then made live. Resolves when that is written down; soon, in any case. */
  activating(digest: string, version: string | undefined): Promise<void>
  /** What was being made live isn't, after all. */
  spared(): void
  /** Another edition is live. */
  swapped(): void
  /** The origin has confirmed the live edition. */
  confirmed(): void
  /** The quarantine has changed. */
  quarantined(): void
  /** The payload of this digest as it came over the wire, if it is on disk. */
  payload(digest: string, signal: AbortSignal): Promise<PayloadOnDisk | undefined>
  /** Somebody has said that these bytes may be tried again. */
  released(digest: string): void
  /** Writes what is to be written, and ends. Resolves when that is done, or has had its time. */
  end(): Promise<void>
}

/**
 * Makes the value live that an earlier process had kept, unless there is one. It never fails, and takes nothing of the
 * attempt's own time. Whoever has a value by now lets others ask first.
 */
export async function startWarm(incarnation: Incarnation, attempt: Attempt): Promise<void> {
  const { keeper, link } = incarnation
  const folder = keepsakeFolder(keeper, link)
  if (folder === undefined || keeper.keepsake?.link === link) return
  attempt.pause()
  const { warmStart } = await import('./keepsake/warm-start.ts')
  await warmStart(incarnation, attempt, folder)
  if (keeper.keepsake !== undefined) keeper.keepsake.hasLooked = true
  endLook(keeper)
  goOn(attempt, 'setup')
  const waits = laterTurnOf(incarnation, attempt.trigger)
  if (waits !== undefined) {
    await waits
    attempt.startedAt = link.clock.monotonic()
    keeper.journal.lastProbeAt = link.clock.now()
  }
  attempt.resume(keeper.cell.publications())
}
