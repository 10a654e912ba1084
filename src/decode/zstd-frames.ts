/**
 * Finds where zstd frames begin and end, without inflating them.
 *
 * The decoders of node:zlib can't be trusted with that: some releases ignore all frames but the first, and some take a frame
 * that was cut short for a whole one.
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
  let end = start
  for (const next of blockEnds(view, start)) end = next
  return end + 4 * hasChecksum(view, start)
}

/** Where each block of the frame ends (RFC 8878, 3.1.1.2). */
function* blockEnds(view: DataView, start: number): Generator<number> {
  let offset = start + 5 + headerFieldsSize(view.getUint8(start + 4))
  for (let last = false; !last; ) {
    mustReach(view, offset + 3)
    const header = view.getUint16(offset, true) | (view.getUint8(offset + 2) << 16)
    last = (header & 1) === 1
    const type = (header >> 1) & 3
    if (type === RESERVED) throw new Error('A block has a reserved type')
    offset += 3 + (type === RLE ? 1 : header >> 3)
    yield offset
  }
}

const hasChecksum = (view: DataView, start: number): number => (view.getUint8(start + 4) >> 2) & 1

/** A whole frame, taken apart. */
export interface ZstdFrame {
  /** The blocks in order, the first with the header before it, the last with the checksum behind it. */
  readonly blocks: Iterable<Uint8Array>
  /** The low half of the content's XXH64. */
  readonly checksum: number | undefined
  /** How much memory a decoder needs to look back. */
  readonly windowSize: number
  readonly contentSize: number | undefined
}

/** What a decoder has to know of a frame that `zstdFrames` found. */
export function readFrame(frame: Uint8Array): ZstdFrame {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength)
  const contentSize = contentSizeOf(view)
  const isSingleSegment = (view.getUint8(4) & 0x20) !== 0
  return {
    blocks: blocksOf(frame, view),
    checksum: hasChecksum(view, 0) ? view.getUint32(frame.byteLength - 4, true) : undefined,
    windowSize: isSingleSegment ? (contentSize ?? 0) : windowSizeOf(view.getUint8(5)),
    contentSize,
  }
}

function* blocksOf(frame: Uint8Array, view: DataView): Generator<Uint8Array> {
  const endOfLast = frame.byteLength - 4 * hasChecksum(view, 0)
  let begin = 0
  for (const end of blockEnds(view, 0)) {
    yield frame.subarray(begin, end === endOfLast ? frame.byteLength : end)
    begin = end
  }
}

// RFC 8878, 3.1.1.1.2.
const windowSizeOf = (descriptor: number): number =>
  2 ** (10 + (descriptor >> 3)) * (1 + (descriptor & 7) / 8)

// RFC 8878, 3.1.1.1.4: the last field of the header; one of 2 bytes counts from 256.
function contentSizeOf(view: DataView): number | undefined {
  const descriptor = view.getUint8(4)
  const size = contentFieldSize(descriptor)
  const offset = 5 + headerFieldsSize(descriptor) - size
  if (size === 1) return view.getUint8(offset)
  if (size === 2) return view.getUint16(offset, true) + 256
  if (size === 4) return view.getUint32(offset, true)
  return size === 8 ? Number(view.getBigUint64(offset, true)) : undefined
}

/** Window descriptor, dictionary id and content size; the descriptor says which there are (RFC 8878, 3.1.1.1). */
function headerFieldsSize(descriptor: number): number {
  const singleSegment = (descriptor >> 5) & 1
  const windowSize = 1 - singleSegment
  const dictionarySize = [0, 1, 2, 4][descriptor & 3] ?? 0
  return windowSize + dictionarySize + contentFieldSize(descriptor)
}

const contentFieldSize = (descriptor: number): number =>
  [(descriptor >> 5) & 1, 2, 4, 8][descriptor >> 6] ?? 0

function mustReach(view: DataView, end: number): void {
  if (end > view.byteLength) throw new Error('The last frame is cut short')
}
