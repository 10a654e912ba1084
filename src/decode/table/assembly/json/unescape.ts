/** Takes the escapes out of strings: what they mean is UTF-8, in which a lone surrogate is three bytes. @module */

import { BACKSLASH, byte } from './lexer'

/** Writes what the string from `from` to `end` means, which is never longer; returns how many bytes it wrote. */
export function unescape(from: usize, end: usize, to: usize): u32 {
  let o = to
  for (let p = from; p < end; ) {
    const c = byte(p++)
    if (c != BACKSLASH) {
      store<u8>(o++, c)
      continue
    }
    const e = byte(p++)
    if (e != 0x75) {
      store<u8>(o++, meaning(e))
      continue
    }
    let point = hex4(p)
    p += 4
    const low = p + 6 <= end && load<u16>(p) == 0x755c ? hex4(p + 2) - 0xdc00 : 0x400
    if (point - 0xd800 < 0x400 && low < 0x400) {
      point = 0x10000 + ((point - 0xd800) << 10) + low
      p += 6
    }
    o = encode(point, o)
  }
  return <u32>(o - to)
}

function meaning(e: u32): u32 {
  if (e == 0x62) return 0x08
  if (e == 0x66) return 0x0c
  if (e == 0x6e) return 0x0a
  if (e == 0x72) return 0x0d
  return e == 0x74 ? 0x09 : e
}

function hex4(p: usize): u32 {
  let x: u32 = 0
  for (let i: usize = 0; i < 4; i++) {
    const c = byte(p + i)
    x = (x << 4) | (c <= 0x39 ? c - 0x30 : (c | 0x20) - 0x57)
  }
  return x
}

function encode(point: u32, o: usize): usize {
  if (point < 0x80) {
    store<u8>(o, point)
    return o + 1
  }
  if (point < 0x800) store<u8>(o++, 0xc0 | (point >> 6))
  else {
    if (point < 0x10000) store<u8>(o++, 0xe0 | (point >> 12))
    else {
      store<u8>(o++, 0xf0 | (point >> 18))
      store<u8>(o++, 0x80 | ((point >> 12) & 63))
    }
    store<u8>(o++, 0x80 | ((point >> 6) & 63))
  }
  store<u8>(o, 0x80 | (point & 63))
  return o + 1
}
