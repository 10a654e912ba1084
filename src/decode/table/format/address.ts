/**
 * Addresses of the internet as words of 32 bits, the most significant first: one for IPv4, four for IPv6.
 *
 * Node.js tells whether a text is an address (`net.isIP`), and whether a list has it (`net.BlockList`), but not which number it
 * is.
 *
 * @module
 */

/** The address that was read last; nothing waits while it is in use. */
export const addressWords: Uint32Array = new Uint32Array(4)

const groups = new Uint16Array(8)

const DOT = 0x2e
const COLON = 0x3a

/**
 * Reads the address from `start` to before `end`: how many words it has, or 0 for what is none.
 *
 * As strict as `net.isIP`, and it knows no zones (`%eth0`). IPv4 within IPv6 (`::ffff:192.0.2.1`) is IPv4: that is how sockets
 * that listen to both name their peers.
 */
export function readAddress(text: string, start = 0, end: number = text.length): 0 | 1 | 4 {
  if (isV6(text, start, end)) return readV6(text, start, end) ? words() : 0
  const address = readV4(text, start, end)
  if (address < 0) return 0
  addressWords[0] = address
  return 1
}

/** A colon comes after four digits at most. */
function isV6(text: string, start: number, end: number): boolean {
  const last = Math.min(end, start + 5)
  for (let at = start; at < last; at++) if (text.charCodeAt(at) === COLON) return true
  return false
}

/** The number of an IPv4 address, or -1. */
function readV4(text: string, start: number, end: number): number {
  let address = 0
  let at = start
  for (let part = 0; part < 4; part++) {
    if (part > 0 && text.charCodeAt(at++) !== DOT) return -1
    const from = at
    let value = 0
    for (; at < end && at - from < 3; at++) {
      const digit = text.charCodeAt(at) - 0x30
      if (digit < 0 || digit > 9) break
      value = value * 10 + digit
    }
    // A zero in front means eight to some, and ten to others.
    if (at === from || value > 255 || (at - from > 1 && text.charCodeAt(from) === 0x30)) return -1
    address = address * 256 + value
  }
  return at === end ? address : -1
}

function readV6(text: string, start: number, end: number): boolean {
  let count = 0
  let gap = -1
  let at = start
  if (text.charCodeAt(at) === COLON) {
    if (text.charCodeAt(at + 1) !== COLON) return false
    gap = 0
    at += 2
  }
  while (at < end) {
    if (count === 8) return false
    const from = at
    let value = 0
    for (; at < end && at - from < 5; at++) {
      const digit = hexDigit(text.charCodeAt(at))
      if (digit < 0) break
      value = value * 16 + digit
    }
    if (at < end && text.charCodeAt(at) === DOT) {
      const tail = count > 6 ? -1 : readV4(text, from, end)
      if (tail < 0) return false
      groups[count++] = tail >>> 16
      groups[count++] = tail
      break
    }
    if (at === from || at - from > 4) return false
    groups[count++] = value
    if (at === end) break
    if (text.charCodeAt(at) !== COLON || ++at === end) return false
    if (text.charCodeAt(at) === COLON) {
      if (gap >= 0) return false
      gap = count
      at++
    }
  }
  if (at > end) return false
  return gap < 0 ? count === 8 : fillGap(gap, count)
}

function hexDigit(unit: number): number {
  const digit = unit - 0x30
  if (digit >= 0 && digit <= 9) return digit
  const letter = (unit | 0x20) - 0x61
  return letter >= 0 && letter < 6 ? letter + 10 : -1
}

/** Two colons stand for one group of zeros at least. */
function fillGap(gap: number, count: number): boolean {
  if (count > 7) return false
  groups.copyWithin(8 - (count - gap), gap, count)
  groups.fill(0, gap, 8 - (count - gap))
  return true
}

/** Are the four words of an address of IPv6 one of IPv4, which is the last of them? */
export const isV4Within = (words: Uint32Array): boolean =>
  words[0] === 0 && words[1] === 0 && words[2] === 0xffff

function words(): 1 | 4 {
  for (let i = 0; i < 4; i++)
    addressWords[i] = ((groups[i * 2] as number) << 16) | (groups[i * 2 + 1] as number)
  if (!isV4Within(addressWords)) return 4
  addressWords[0] = addressWords[3] as number
  return 1
}
