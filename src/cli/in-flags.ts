/** Says what is wrong with an option as those know it who type: by its flag, and by what they have typed. @module */

import type { Given } from './flags.ts'

/** What an option of the library is called at a prompt, and what was typed for it, where that is no secret. */
export interface TypedOption {
  readonly called: string
  readonly typed?: string | undefined
}

/** `undefined` for an option that nobody types. */
export type CallsOption = (option: string) => TypedOption | undefined

/** The flags of the options that have other names, or are parts of others, in the library. */
const FLAGS: Readonly<Record<string, string>> = {
  record: 'row',
  'limits.maxBytes': 'max-bytes',
  'limits.maxInflatedBytes': 'max-bytes',
  'limits.deadline': 'timeout',
  'guards.minRecords': 'min-records',
  'guards.maxShrink': 'max-shrink',
  'guards.maxGrowth': 'max-growth',
  'guards.maxChange': 'max-change',
  publicKey: 'verify',
  headers: 'header',
  mediaType: 'media-type',
  minSeq: 'min-seq',
  provenance: 'note',
  onSilence: 'on-silence',
  servers: 'control',
}

/** The options that are called as their flags are. */
const SAME = 'sha256 expires endpoint to by why service name stages bake max unit'.split(' ')

/** Many a flag is a list, of which the message shows the part that is wrong. */
const LISTS = ['header', 'note']

export const flagsIn =
  (given: Given): CallsOption =>
  (option) => {
    if (option === 'term') return { called: 'the name of a term' }
    const flag = SAME.includes(option) ? option : Object.hasOwn(FLAGS, option) ? FLAGS[option] : undefined
    if (flag === undefined) return undefined
    return { called: `\`${given.called(flag)}\``, typed: LISTS.includes(flag) ? undefined : given.text(flag) }
  }

/** `got` and what was seen, with the kind of value that it is for programmers, and a hint behind it. */
const SEEN = /^(`(.*)`|[^`]*?)(?: \((?:string|number|boolean|object|undefined|function)\))?(?:: (.*))?$/s

/** The message as it is, where it is of nothing that is typed. */
export function inFlags(message: string, calls: CallsOption): string {
  const [, option = '', verb, rest = ''] = /expected `([^`]+)` to (be|have) (.*)$/s.exec(message) ?? []
  const found = verb === undefined ? undefined : calls(option)
  if (found === undefined) return message
  const at = rest.lastIndexOf(', got ')
  const expected = at < 0 ? rest : rest.slice(0, at)
  const [, , shown, hint] = at < 0 ? [] : (SEEN.exec(rest.slice(at + ', got '.length)) ?? [])
  const typed = /^made of/.test(expected) ? shown : (found.typed ?? shown)
  const more = hint === undefined ? '' : `: ${hint}`
  // What the library doesn't show may be secret, and so may be what a URL has in it.
  if (shown === undefined || shown === 'a URL' || typed === undefined || typed.includes('://'))
    return `${found.called} has to ${verb} ${expected}${more}`
  return `${found.called} ${verb === 'be' ? 'is' : 'has'} ${expected}, not \`${typed.slice(0, 200)}\`${more}`
}

/** A path as it was typed; whoever has put a key there in place of its file sees it nowhere. */
export const pathTyped = (text: string): string =>
  /^[A-Za-z0-9+/=]{90,}$/.test(text) ? 'a key' : `\`${text}\``
