/** The different texts of a column, in the order in which they came, each with a code. @module */

import { take } from '../memory/arena'
import { bytesOf, chunkAfter, closeChunk, dataOf, giveUp } from '../memory/chunk'

/** Before each text are its code and its length. */
const ENTRY: usize = 8

@inline
export function lengthOf(entry: usize): u32 {
  return load<u32>(entry, 4)
}

@inline
export function textOf(entry: usize): usize {
  return entry + ENTRY
}

/** Entries are small, as it is their cache misses that take time. */
@inline
export function sizeOfEntry(length: u32): usize {
  return ENTRY + ((<usize>length + 3) & ~3)
}

const FIRST_SLOTS: u32 = 64

// At most two thirds of the slots are taken: honest texts stay below 230 even among millions.
const MAX_PROBES: u32 = 512
// 32 bits of hash: among a million honest texts there are a hundred pairs, and hardly ever three.
const MAX_ALIKE: u32 = 8

@unmanaged
export class Dictionary {
  /** Each slot has the hash and the address of an entry, or 0. */
  slots: usize
  mask: u32
  /** How many texts, and how many bytes they have. */
  count: u32
  bytes: u32
  /** Where the next entry goes, and the end of its chunk. */
  at: usize
  end: usize
  first: usize
  last: usize
}

let seed: u64 = 0

export function seedDictionaries(random: u64): void {
  seed = random
}

export function newDictionary(): usize {
  const at = take(offsetof<Dictionary>())
  const slots = newSlots(FIRST_SLOTS)
  if (!at || !slots) return 0
  memory.fill(at, 0, offsetof<Dictionary>())
  const texts = changetype<Dictionary>(at)
  texts.slots = slots
  texts.mask = FIRST_SLOTS - 1
  return at
}

/** The code of a text, new or known. Where texts collide more than by chance, columns give up, so that none takes long. */
export function codeOf(texts: Dictionary, text: usize, length: u32): u32 {
  const hash = hashOf(text, length)
  let alike: u32 = 0
  for (let i = hash, end = hash + MAX_PROBES; i != end; i++) {
    const slot = texts.slots + (<usize>(i & texts.mask) << 3)
    const entry = <usize>load<u32>(slot, 4)
    if (!entry) return add(texts, slot, hash, text, length)
    if (load<u32>(slot) != hash) continue
    if (lengthOf(entry) == length && isSame(textOf(entry), text, length)) return load<u32>(entry)
    if (++alike == MAX_ALIKE) break
  }
  giveUp()
  return 0
}

/** The code of a text that is known; -1 for any other. */
export function knownCode(texts: Dictionary, text: usize, length: u32): i32 {
  const hash = hashOf(text, length)
  for (let i = hash, end = hash + MAX_PROBES; i != end; i++) {
    const slot = texts.slots + (<usize>(i & texts.mask) << 3)
    const entry = <usize>load<u32>(slot, 4)
    if (!entry) break
    if (load<u32>(slot) == hash && lengthOf(entry) == length && isSame(textOf(entry), text, length)) return load<i32>(entry)
  }
  return -1
}

function add(texts: Dictionary, slot: usize, hash: u32, text: usize, length: u32): u32 {
  const size = sizeOfEntry(length)
  if (texts.end - texts.at < size && !nextChunk(texts, size)) return 0
  const code = texts.count++
  const entry = texts.at
  store<u32>(entry, code)
  store<u32>(entry, length, 4)
  memory.copy(textOf(entry), text, length)
  texts.at += size
  texts.bytes += length
  store<u32>(slot, hash)
  store<u32>(slot, <u32>entry, 4)
  if (<u64>texts.count * 3 > <u64>texts.mask << 1) grow(texts)
  return code
}

function nextChunk(texts: Dictionary, size: usize): bool {
  const before = texts.last
  const chunk = chunkAfter(before, texts.end - dataOf(before), size)
  if (!chunk) return false
  closeDictionary(texts)
  if (!before) texts.first = chunk
  texts.last = chunk
  texts.at = dataOf(chunk)
  texts.end = texts.at + bytesOf(chunk)
  return true
}

/** Has the last chunk tell how many bytes its entries have, when no more texts come. */
export function closeDictionary(texts: Dictionary): void {
  closeChunk(texts.last, texts.at)
}

function grow(texts: Dictionary): void {
  const mask = (texts.mask << 1) | 1
  const slots = newSlots(mask + 1)
  if (!slots) return giveUp()
  const end = texts.slots + (<usize>(texts.mask + 1) << 3)
  for (let from = texts.slots; from < end; from += 8) {
    if (!load<u32>(from, 4)) continue
    let i = load<u32>(from)
    while (load<u32>(slots + (<usize>(i & mask) << 3), 4)) i++
    store<u64>(slots + (<usize>(i & mask) << 3), load<u64>(from))
  }
  texts.slots = slots
  texts.mask = mask
}

function newSlots(count: u32): usize {
  const at = take(<usize>count << 3)
  if (at) memory.fill(at, 0, <usize>count << 3)
  return at
}

/** Takes words of eight bytes; what lies behind the text is read as well, and masked. */
@inline
function hashOf(text: usize, length: u32): u32 {
  const whole = text + (length & ~7)
  let h = seed ^ length
  for (; text < whole; text += 8) h = (rotl<u64>(h, 29) ^ load<u64>(text)) * 0x9e3779b97f4a7c15
  h = (rotl<u64>(h, 29) ^ (load<u64>(text) & restMask(length))) * 0x9e3779b97f4a7c15
  h = (h ^ (h >>> 32)) * 0xd6e8feb86659fd93
  return <u32>(h ^ (h >>> 32))
}

@inline
function isSame(a: usize, b: usize, length: u32): bool {
  const whole = b + (length & ~7)
  for (; b < whole; a += 8, b += 8) if (load<u64>(a) != load<u64>(b)) return false
  return ((load<u64>(a) ^ load<u64>(b)) & restMask(length)) == 0
}

@inline
function restMask(length: u32): u64 {
  return (<u64>1 << (u64(length & 7) << 3)) - 1
}
