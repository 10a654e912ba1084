/** Where records have their key: a tree of names, at whose leaves the parts of the key are. @module */

import { take } from '../memory/arena'
import { parts, setPart, setParts } from '../keys/parts'
import { unescape } from '../json/unescape'

/** No part is here, but names further down. */
const INNER: u32 = 0xffffffff

@unmanaged
export class KeyPath {
  /** The next name of the same object. */
  next: usize
  /** The first name below this one. */
  first: usize
  part: u32
  length: u32
}

const NAME: usize = offsetof<KeyPath>()
/** Words are read beyond the end of a name. */
const PAD: usize = 16

/** The first name of the record itself. */
export let firstPath: usize = 0
let scratch: usize = 0
let longest: u32 = 0

export function startPaths(): void {
  firstPath = scratch = 0
  longest = 0
  setParts(0)
}

/** Takes memory for a name below another, or below the record, where the host puts its bytes. */
export function keyPath(above: usize, part: u32, bytes: u32): usize {
  const at = take(NAME + bytes + PAD)
  if (bytes >= longest) {
    longest = bytes
    scratch = take(<usize>bytes * 6 + PAD)
  }
  if (!at || !scratch) return 0
  const path = changetype<KeyPath>(at)
  path.part = part
  path.length = bytes
  path.first = 0
  path.next = above ? changetype<KeyPath>(above).first : firstPath
  if (above) changetype<KeyPath>(above).first = at
  else firstPath = at
  if (part != INNER) setParts(parts + 1)
  return at
}

/** Where the bytes of the name are. */
export function keyPathName(at: usize): usize {
  return at + NAME
}

@inline
export function isInner(path: usize): bool {
  return changetype<KeyPath>(path).part == INNER
}

/** Finds a name, which has escapes or is plain, among those beside `path`; 0 for one that leads to no key. */
@inline
export function pathOf(path: usize, from: usize, bytes: u32, isPlain: bool): usize {
  if (isPlain) {
    for (; path; path = changetype<KeyPath>(path).next) if (isNamed(path, from, bytes)) return path
    return 0
  }
  return bytes <= longest * 6 ? escapedPath(path, from, bytes) : 0
}

function escapedPath(path: usize, from: usize, bytes: u32): usize {
  const length = unescape(from, from + bytes, scratch)
  for (; path; path = changetype<KeyPath>(path).next) if (isNamed(path, scratch, length)) return path
  return 0
}

@inline
function isNamed(path: usize, from: usize, bytes: u32): bool {
  return changetype<KeyPath>(path).length == bytes && memory.compare(from, path + NAME, bytes) == 0
}

/** Forgets what was found below a name that comes again. */
export function forgetBelow(path: usize): void {
  for (let at = changetype<KeyPath>(path).first; at; at = changetype<KeyPath>(at).next) {
    if (isInner(at)) forgetBelow(at)
    else setPart(changetype<KeyPath>(at).part, 0, 0)
  }
}
