/**
 * Finds where zstd frames begin and end, without inflating them.
 *
 * Decoders of node:zlib can't be left alone with it: some releases ignore all frames but the first, and some take
 * a frame that was cut short for a whole one.
 *
 * @module
 */

const MAGIC = 0xfd2fb528
const SKIPPABLE_MAGIC = 0x184d2a5
// Each frame costs a decoder of its own, so that a body of millions of empty ones must not get in.
const MAX_FRAMES = 4096

const RLE = 1
const RESERVED = 3

/** The frames that carry data, in order (RFC 8878, 3.1). Throws an `Error` on anything but whole frames. */
export function zstdFrames(bytes: Uint8Array): Uint8Array[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const frames: Uint8Array[] = []
  let start = 0
  while (start < bytes.byteLength) {
    mustReach(view, start + 8)
    const magic = view.getUint32(start, true)
    const skippable = magic >>> 4 === SKIPPABLE_MAGIC
    if (!skippable && magic !== MAGIC) throw new Error('Something else than a frame follows')
    const end = skippable ? start + 8 + view.getUint32(start + 4, true) : endOfFrame(view, start)
    mustReach(view, end)
    if (!skippable) frames.push(bytes.subarray(start, end))
    if (frames.length > MAX_FRAMES) throw new Error(`There are more than ${MAX_FRAMES} frames`)
    start = end
  }
  if (frames.length === 0) throw new Error('There is no frame with data')
  return frames
}

function endOfFrame(view: DataView, start: number): number {
  const descriptor = view.getUint8(start + 4)
  let offset = start + 5 + headerFieldsSize(descriptor)
  for (let last = false; !last; ) {
    mustReach(view, offset + 3)
    const header = view.getUint16(offset, true) | (view.getUint8(offset + 2) << 16)
    last = (header & 1) === 1
    const type = (header >> 1) & 3
    if (type === RESERVED) throw new Error('A block has a reserved type')
    offset += 3 + (type === RLE ? 1 : header >> 3)
  }
  const checksum = (descriptor >> 2) & 1
  return offset + 4 * checksum
}

/** Window descriptor, dictionary id and content size; the descriptor says which there are (RFC 8878, 3.1.1.1). */
function headerFieldsSize(descriptor: number): number {
  const singleSegment = (descriptor >> 5) & 1
  const windowSize = 1 - singleSegment
  const dictionarySize = [0, 1, 2, 4][descriptor & 3] ?? 0
  const contentSize = [singleSegment, 2, 4, 8][descriptor >> 6] ?? 0
  return windowSize + dictionarySize + contentSize
}

function mustReach(view: DataView, end: number): void {
  if (end > view.byteLength) throw new Error('The last frame is cut short')
}
