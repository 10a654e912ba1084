/** Divides by a power of ten, and rounds once only. @module */

/** 64 bits have no room for a higher power of ten. */
export const MAX_POWER: i32 = 19

const powers: usize = memory.data<u64>([
  1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000, 10000000000, 100000000000, 1000000000000,
  10000000000000, 100000000000000, 1000000000000000, 10000000000000000, 100000000000000000, 1000000000000000000,
  10000000000000000000,
])

/** The double nearest to `dividend` / 10 ** `power`, and of two that are as near, the even one; the dividend isn't 0. */
export function quotient(dividend: u64, power: i32): f64 {
  const divisor = load<u64>(powers + (<usize>power << 3))
  const up = clz(dividend)
  const down = clz(divisor)
  // With the highest bit of both set, the quotient of 2 ** 63 times as much has 63 bits or 64.
  const bits = divide(dividend << up, divisor << down)
  return <f64>bits * reinterpret<f64>((<u64>(1023 - 63) + down - up) << 52)
}

/** Divides 2 ** 63 times the dividend; sets the lowest bit where something is left over, which is enough to round by. */
function divide(dividend: u64, divisor: u64): u64 {
  const first = digit(dividend >>> 1, (dividend & 1) << 31, divisor)
  const rest = (dividend >>> 1 << 32) + ((dividend & 1) << 31) - first * divisor
  const second = digit(rest, 0, divisor)
  const left = (rest << 32) - second * divisor
  return ((first << 32) + second) | u64(left != 0)
}

/** Divides `rest`, with 32 bits more, into a digit of 32 bits, by algorithm D of Knuth. */
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
