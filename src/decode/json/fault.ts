/** Finds where a text stops being JSON (RFC 8259): V8 tells that of few faults, and quotes the text. @module */

const TOKEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a string of JSON has none
  /[ \t\n\r]*(?:([[\]{},:])|("[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[\da-fA-F]{4})[^"\\\u0000-\u001f]*)*")|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)/y

const WHITE = /[ \t\n\r]*/y

/** What a message says of a fault: at which byte it is, and what the text looks like instead. Never what stands there. */
export function describeFault(text: string, prefix: number): string {
  const at = faultIn(text)
  if (at === undefined) return ''
  const byte = prefix + Buffer.byteLength(text.slice(0, at))
  const looks =
    at === text.length ? ': it ends too early' : /^\s*</.test(text) ? ': it begins as HTML does' : ''
  return ` (byte ${byte})${looks}`
}

/** What the grammar allows to come next. */
type Due = 'value' | 'member' | 'name' | 'field' | 'colon' | 'comma' | 'end'

/** The index of the first token that has no place where it stands; `undefined` for JSON. */
export function faultIn(text: string): number | undefined {
  const open: string[] = []
  let due: Due | undefined = 'value'
  for (let at = 0; ; at = TOKEN.lastIndex) {
    WHITE.lastIndex = at
    WHITE.test(text)
    const begin = WHITE.lastIndex
    TOKEN.lastIndex = at
    const [, sign, name] = TOKEN.exec(text) ?? ['', null]
    if (sign === null) return begin === text.length && due === 'end' ? undefined : begin
    due = next(due, sign ?? (name === undefined ? 'scalar' : 'text'), open)
    if (due === undefined) return begin
  }
}

function next(due: Due, token: string, open: string[]): Due | undefined {
  const isInList = open.at(-1) === '['
  switch (token) {
    case ':':
      return due === 'colon' ? 'value' : undefined
    case ',':
      return due === 'comma' ? (isInList ? 'value' : 'name') : undefined
    case ']':
      return isInList && (due === 'comma' || due === 'member') ? closed(open) : undefined
    case '}':
      return !isInList && (due === 'comma' || due === 'field') ? closed(open) : undefined
  }
  if (token === 'text' && (due === 'name' || due === 'field')) return 'colon'
  if (due !== 'value' && due !== 'member') return undefined
  if (token !== '[' && token !== '{') return after(open)
  open.push(token)
  return token === '[' ? 'member' : 'field'
}

function closed(open: string[]): Due {
  open.pop()
  return after(open)
}

const after = (open: readonly string[]): Due => (open.length === 0 ? 'end' : 'comma')
