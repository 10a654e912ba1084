/** Frames on a pipe between a service and a process that decodes: a kind, a length, and so many bytes. @module */

/** `order` and `wire` go to the process, which says that it is `at work`; `part`s of the value come back, and `end` is the last word. */
export const KINDS = ['order', 'wire', 'part', 'end', 'at work'] as const

export type Kind = (typeof KINDS)[number]

export interface Frame {
  readonly kind: Kind
  readonly body: Uint8Array
}

const HEAD = 5

/** The head of a frame; its body follows it. */
export function frameHead(kind: Kind, length: number): Buffer {
  const head = Buffer.alloc(HEAD)
  head.writeUInt8(KINDS.indexOf(kind), 0)
  head.writeUInt32LE(length, 1)
  return head
}

/** The frames that come by a pipe. One that is cut off is none. @throws what `most`, the sum of their lengths, is exceeded with */
export async function* framesOf(
  pipe: AsyncIterable<Buffer>,
  most = Number.POSITIVE_INFINITY,
  exceeded: () => unknown = () => new RangeError('too much came'),
): AsyncGenerator<Frame> {
  let head = Buffer.alloc(0)
  let open: { readonly kind: Kind; readonly body: Buffer; filled: number } | undefined
  let all = 0
  for await (const chunk of pipe) {
    let rest = chunk
    while (rest.byteLength > 0 || open?.filled === open?.body.byteLength) {
      if (open === undefined) {
        const wanted = HEAD - head.byteLength
        head = Buffer.concat([head, rest.subarray(0, wanted)])
        rest = rest.subarray(wanted)
        if (head.byteLength < HEAD) break
        const length = head.readUInt32LE(1)
        all += length
        if (all > most) throw exceeded()
        open = { kind: KINDS[head.readUInt8(0)] as Kind, body: Buffer.allocUnsafeSlow(length), filled: 0 }
        head = Buffer.alloc(0)
      }
      const taken = rest.subarray(0, open.body.byteLength - open.filled)
      open.body.set(taken, open.filled)
      open.filled += taken.byteLength
      rest = rest.subarray(taken.byteLength)
      if (open.filled < open.body.byteLength) break
      yield { kind: open.kind, body: open.body }
      open = undefined
      if (rest.byteLength === 0) break
    }
  }
}
