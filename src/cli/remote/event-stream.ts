/** Reads server-sent events out of the chunks of an answer. @module */

export interface StreamMessage {
  readonly event: string
  readonly data: string
  readonly id: string | undefined
}

/** No line of ours is as long as that: what is goes on for ever. */
const LONGEST = 64 * 2 ** 20

/** The messages in their order; a message that is cut off is none. */
export async function* messagesIn(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<StreamMessage, void> {
  const decoder = new TextDecoder()
  let rest = ''
  let fields: Fields = blank()
  for await (const chunk of chunks) {
    rest += decoder.decode(chunk, { stream: true })
    if (rest.length > LONGEST) throw new Error('a line of the stream has no end')
    // A carriage return at the very end may be half of a new line.
    const lines = rest.split(/\r\n|\n|\r(?!$)/)
    rest = lines.pop() ?? ''
    for (const line of lines) {
      if (line !== '') take(fields, line)
      else {
        if (fields.data.length > 0) yield { event: fields.event, data: fields.data.join('\n'), id: fields.id }
        fields = blank()
      }
    }
  }
}

interface Fields {
  event: string
  id: string | undefined
  readonly data: string[]
}

const blank = (): Fields => ({ event: 'message', id: undefined, data: [] })

function take(fields: Fields, line: string): void {
  const [, name = '', value = ''] = /^([^:]*):? ?(.*)$/s.exec(line) ?? []
  if (name === 'data') fields.data.push(value)
  if (name === 'event') fields.event = value
  if (name === 'id') fields.id = value
}
