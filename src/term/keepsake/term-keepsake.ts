/** The keepsake of one term, while a tree keeps the term: what is published goes to disk, behind the term's work. @module */

import { systemClock } from '../../base/clock.ts'
import { settledWithin } from '../../base/settled-within.ts'
import { type Found, keepsakeOf } from '../../store/keepsake/index.ts'
import { newest } from '../../store/shelf.ts'
import type { Keeper, Link } from '../keeper.ts'
import type { TermKeepsake } from '../keepsake.ts'
import type { ResolvedKeepsake } from '../keepsake-folder.ts'
import { bringNoMore } from '../payload-behind.ts'
import { type DiskArchive, diskArchive } from './archive.ts'
import { headerOf } from './header.ts'
import { type Ledger, ledger } from './ledger.ts'
import { marked, TRIAL_MS, unmarked, without } from './marks.ts'
import { eventOf, newsOfLooks, tellKept } from './told.ts'
import { unwritten } from './unwritten.ts'

/** How long an update waits at most for the mark that comes before it, in ms; and not at all while the disk is slower. */
const MARK_MS = 250
/** How long a disk may say nothing to a start, in ms. */
const READ_MS = 3_000
/** How long the last writes may take, in ms; whoever stops the tree may wait for less. */
const FLUSH_MS = 10_000

export interface OpenKeepsake extends TermKeepsake {
  readonly ledger: Ledger
  readonly archive: DiskArchive
  /** What is on disk. It never rejects. */
  open(signal: AbortSignal): Promise<Found>
}

export function termKeepsake(keeper: Keeper, link: Link, folder: ResolvedKeepsake): OpenKeepsake {
  const { name: term, limits, history } = keeper.options
  const { clock } = link
  const ending = new AbortController()
  /** The bytes that an attempt is about to make live. */
  let candidate: string | undefined
  let isSlow = false
  /** How often somebody is looking through the folder now. */
  let looks = 0
  const isToBeTold = newsOfLooks()
  let trial: unknown
  let ended: Promise<void> | undefined

  // Whatever `history` lists can be pinned, and is found again by the next process.
  const keep = Math.max(folder.keep, history + 1)
  const disk = keepsakeOf({
    dir: folder.dir,
    keep,
    term,
    maxBytes: limits.maxBytes,
    patience: { read: READ_MS },
    spared: () => (book.pin?.digest === undefined ? [] : [book.pin.digest]),
    hear(news) {
      if (news.type === 'written') {
        isSlow = false
        waiting.written(news.digest)
      }
      if (news.type === 'ignored' && !isToBeTold(news, looks > 0)) return
      const tell = () => {
        const event = eventOf(news, archive.list())
        if (event !== undefined) tellKept(keeper, link, event)
      }
      // Whoever hears of a payload finds it in the list.
      if (news.type === 'written' && news.part === 'generation') void archive.look().then(tell)
      else tell()
    },
  })
  const waiting = unwritten(keeper, disk)
  const book = ledger(keeper, link, disk, () => archive.list().map(({ digest }) => digest))
  const open = (signal: AbortSignal) => disk.open(signal)
  const archive = diskArchive({ keeper, link }, book, {
    pinned: waiting.pinned,
    async open(signal) {
      looks += 1
      return open(signal).finally(() => {
        looks -= 1
      })
    },
  })

  const liveDigest = () => keeper.cell.live()?.edition.digest
  /** Whatever is live after a while has proved that it can be lived with. */
  function prove(): void {
    trial = undefined
    const digest = liveDigest()
    if (digest !== undefined) book.marks = without(book.marks, digest)
    book.write()
  }
  function holdBack(digest: string): void {
    book.untried = [...book.untried.filter((one) => one !== digest), digest].slice(-keep)
    book.write()
  }
  function endTrial(): void {
    if (trial !== undefined) clock.clearTimeout(trial)
    trial = undefined
  }

  keeper.tee = (edition, copy) => {
    const header = headerOf(keeper.options, edition, copy)
    if (header === undefined) return
    const { digest } = header
    const isGiven = waiting.keep(header, copy.bytes, book.pin?.digest)
    if (!isGiven) return
    book.newest = digest
    if (digest !== liveDigest()) holdBack(digest)
  }

  return {
    link,
    hasLooked: false,
    ledger: book,
    archive,
    open,
    async activating(digest, version) {
      candidate = digest
      book.isActivating = digest !== book.newest
      book.marks = marked(book.marks, { digest, version })
      if (isSlow) return book.write()
      // Until it has answered, it is slow: nobody waits for it twice.
      isSlow = true
      const writing = book.writeNow(ending.signal).then(() => {
        isSlow = false
      })
      await settledWithin(systemClock, MARK_MS, writing)
    },
    spared() {
      if (candidate === undefined) return
      const digest = candidate
      candidate = undefined
      book.isActivating = false
      const live = keeper.cell.live()?.edition
      if (digest === live?.digest) return
      book.marks = unmarked(book.marks, (one) => one.digest === digest)
      // The live one is on trial still.
      if (trial !== undefined && live?.digest !== undefined)
        book.marks = marked(book.marks, { digest: live.digest, version: live.version })
      book.write()
    },
    swapped() {
      // Somebody goes back by hand, though no tree keeps the term.
      if (ended !== undefined) return
      candidate = undefined
      book.isActivating = false
      const digest = liveDigest()
      book.marks = unmarked(book.marks, (one) => one.digest !== digest)
      book.untried = book.untried.filter((one) => one !== digest)
      endTrial()
      trial = clock.setTimeout(prove, TRIAL_MS)
    },
    confirmed() {
      const { digest } = newest(keeper.shelf) ?? {}
      const hasGoneBack = digest !== book.newest
      book.newest = digest
      // The end of a pin goes by it, in the next process, too, however this one ends.
      if (hasGoneBack && book.pin !== undefined) book.write()
      else book.writeSoon()
    },
    quarantined: () => book.write(),
    payload: (digest, signal) => archive.payload(digest, signal),
    released(digest) {
      book.marks = without(book.marks, digest)
      book.write()
    },
    end() {
      ended ??= finish()
      return ended
    },
  }

  async function finish(): Promise<void> {
    endTrial()
    bringNoMore(keeper)
    keeper.tee = undefined
    waiting.end()
    const { backlist } = keeper.shelf
    if (backlist?.archive === archive) backlist.archive = undefined
    // What ends in order has died of nothing.
    book.marks = unmarked(book.marks, () => true)
    book.write()
    book.end()
    await disk.flush(FLUSH_MS)
    ending.abort()
    disk.forget()
  }
}
