/** Looks at one character of UTF-8 that isn't ASCII. @module */

/** How many bytes it has; 0 where it is none, or not whole: `wrongAt` is where the first byte is that can't be. */
export function sequence(p: usize): u32 {
  const a = load<u8>(p)
  const b = load<u8>(p + 1)
  if (a < 0xc2 || a > 0xf4) return wrong(p)
  if (a < 0xe0) return isTail(b) ? 2 : wrong(p + 1)
  const low: u8 = a == 0xe0 ? 0xa0 : a == 0xf0 ? 0x90 : 0x80
  const high: u8 = a == 0xed ? 0x9f : a == 0xf4 ? 0x8f : 0xbf
  if (b < low || b > high) return wrong(p + 1)
  if (!isTail(load<u8>(p + 2))) return wrong(p + 2)
  if (a < 0xf0) return 3
  return isTail(load<u8>(p + 3)) ? 4 : wrong(p + 3)
}

export let wrongAt: usize = 0

function wrong(p: usize): u32 {
  wrongAt = p
  return 0
}

@inline
function isTail(byte: u8): bool {
  return (byte & 0xc0) == 0x80
}
