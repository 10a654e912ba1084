/** Divides by a power of ten, and rounds but once. @module */

/** Beyond this power of ten there is no room in 64 bits. */
export const MAX_POWER: i32 = 19

const powers: usize = memory.data<u64>([
  1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000, 10000000000, 100000000000, 1000000000000,
  10000000000000, 100000000000000, 1000000000000000, 10000000000000000, 100000000000000000, 1000000000000000000,
  10000000000000000000,
])

/** The number nearest to `dividend` / 10 ** `power`, of two as near the even one; the dividend is not 0. */
export function quotient(dividend: u64, power: i32): f64 {
  const divisor = load<u64>(powers + (<usize>power << 3))
  const up = clz(dividend)
  const down = clz(divisor)
  // Both have their highest bit set now, so that the quotient of 2 ** 63 times as much has 63 bits or 64.
  const bits = divide(dividend << up, divisor << down)
  return <f64>bits * reinterpret<f64>((<u64>(1023 - 63) + down - up) << 52)
}

/** Of 2 ** 63 * `dividend`; the lowest bit is set as well where something is left over: that is enough to round by. */
function divide(dividend: u64, divisor: u64): u64 {
  const first = digit(dividend >>> 1, (dividend & 1) << 31, divisor)
  const rest = (dividend >>> 1 << 32) + ((dividend & 1) << 31) - first * divisor
  const second = digit(rest, 0, divisor)
  const left = (rest << 32) - second * divisor
  return ((first << 32) + second) | u64(left != 0)
}

/** `rest` and 32 bits more by the divisor: a digit of 32 bits (Knuth, algorithm D). */
@inline
function digit(rest: u64, next: u64, divisor: u64): u64 {
  const high = divisor >>> 32
  const low = divisor & 0xffffffff
  let guess = rest / high
  let over = rest - guess * high
  while (guess >>> 32 || guess * low > ((over << 32) | next)) {
    guess--
    over += high
    if (over >>> 32) break
  }
  return guess
}
