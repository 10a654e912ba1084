/** Writes what must not stand in a string of JSON as it is. @module */

/** Writes a control character, a quote or a backslash; returns the address behind it. */
export function writeEscape(c: u32, o: usize): usize {
  const short = shortOf(c)
  store<u8>(o, 0x5c)
  if (short) {
    store<u8>(o + 1, short)
    return o + 2
  }
  store<u32>(o + 1, 0x30303075)
  store<u8>(o + 4, 0x30 | (c >> 4))
  const low = c & 15
  store<u8>(o + 5, low < 10 ? 0x30 | low : 0x57 + low)
  return o + 6
}

function shortOf(c: u32): u32 {
  if (c == 0x22 || c == 0x5c) return c
  if (c == 0x0a) return 0x6e
  if (c == 0x0d) return 0x72
  return c == 0x09 ? 0x74 : 0
}
