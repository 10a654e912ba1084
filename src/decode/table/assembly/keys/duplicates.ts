/** Decides which record counts where several have one key, and numbers the rows anew without the others. @module */

import { Duplicates } from '../protocol'
import { take } from '../memory/arena'

/** How many records have the key of an earlier one, and the row of the first of them. */
export let dropped: u32 = 0
export let firstAgain: u32 = 0
/** For each row that counts, in their order, the row whose record it has; 0 where no row was left out. */
export let sources: usize = 0

const LOST: u32 = 0xffffffff

let policy: i32 = Duplicates.REFUSE
let rows: u32 = 0
/** What each row is called after the others have gone. */
let ranks: usize = 0
/** The memory of both, which isn't asked for until a key comes again. */
let room: usize = 0

export function startDuplicates(how: i32, count: u32): void {
  policy = how
  rows = count
  room = 0
}

/** Forgets what an index had that is built anew. */
export function forgetDuplicates(): void {
  dropped = 0
  firstAgain = LOST
  sources = 0
}

/** Notes that a key of row `first` came again in row `late`; false where the memory is full. */
export function again(first: u32, late: u32): bool {
  dropped++
  firstAgain = min(firstAgain, late)
  if (policy == Duplicates.REFUSE) return true
  if (!sources && !makeSources()) return false
  store<u32>(at(sources, late), LOST)
  // They come in the order of the document.
  if (policy == Duplicates.LAST) store<u32>(at(sources, first), late)
  return true
}

function makeSources(): bool {
  if (!room) room = take(<usize>rows << 3)
  sources = room
  ranks = room + (<usize>rows << 2)
  if (sources) for (let row: u32 = 0; row < rows; row++) store<u32>(at(sources, row), row)
  return sources != 0
}

@inline
function at(words: usize, row: u32): usize {
  return words + (<usize>row << 2)
}

/** Leaves the rows out that are lost. A row that counts has its place in the order from the first record of its key. */
export function closeRows(spans: usize): void {
  if (!sources) return
  let kept: u32 = 0
  for (let row: u32 = 0; row < rows; row++) {
    const source = load<u32>(at(sources, row))
    if (source == LOST) continue
    store<u32>(at(ranks, row), kept)
    store<u32>(at(sources, kept), source)
    // A row is never before the one that it takes the place of.
    if (spans) store<u64>(spans + (<usize>kept << 3), load<u64>(spans + (<usize>source << 3)))
    kept++
  }
}

/** What a row is called now. */
@inline
export function rankOf(row: u32): u32 {
  return sources ? load<u32>(at(ranks, row)) : row
}
