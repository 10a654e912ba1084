/** Text as the UTF-8 of keys, in which a lone surrogate is three bytes: no two texts share their bytes. @module */

/** Writes the text to `bytes`, which have room for three bytes a character; returns how many bytes it wrote. */
export function encodeWtf8(text: string, bytes: Uint8Array): number {
  let o = 0
  for (let i = 0; i < text.length; i++) {
    const point = text.codePointAt(i) as number
    if (point < 0x80) {
      bytes[o++] = point
      continue
    }
    if (point < 0x800) bytes[o++] = 0xc0 | (point >> 6)
    else {
      if (point < 0x10000) bytes[o++] = 0xe0 | (point >> 12)
      else {
        bytes[o++] = 0xf0 | (point >> 18)
        bytes[o++] = 0x80 | ((point >> 12) & 63)
        i++
      }
      bytes[o++] = 0x80 | ((point >> 6) & 63)
    }
    bytes[o++] = 0x80 | (point & 63)
  }
  return o
}

const REPLACEMENT = '\ufffd'

/** The text whose bytes stand from `start` to `end`. */
export function decodeWtf8(bytes: Buffer, start: number, end: number): string {
  const text = bytes.toString('utf8', start, end)
  // Node.js puts it for each byte of a lone surrogate; but it may be the character itself.
  return text.includes(REPLACEMENT) ? decodeSurrogates(bytes, start, end) : text
}

function decodeSurrogates(bytes: Buffer, start: number, end: number): string {
  let text = ''
  let from = start
  for (let i = start; i < end; i++) {
    const [a, b, c] = [bytes[i], bytes[i + 1], bytes[i + 2]] as [number, number, number]
    if (a !== 0xed || b < 0xa0) continue
    text += bytes.toString('utf8', from, i) + String.fromCharCode(0xd000 | ((b & 63) << 6) | (c & 63))
    i += 2
    from = i + 1
  }
  return text + bytes.toString('utf8', from, end)
}
