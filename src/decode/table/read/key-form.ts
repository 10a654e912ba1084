/** What users name a record by, and the text that the index has for it: the same, or a text for each part of the key. @module */

import { unexpected } from '../../../base/unexpected.ts'
import type { TableKey } from '../contract.ts'
import { JOIN } from '../format/layout.ts'
import type { IndexParts } from '../format/table-parts.ts'

export interface KeyForm {
  /** @throws TypeError for what can be no key of this table */
  textOf(key: unknown): string
  keyOf(text: string): TableKey
}

const SEPARATOR = String.fromCharCode(JOIN.separator)
const ESCAPE = String.fromCharCode(JOIN.escape)

/** The form of the keys of a table: each is a text, or a list of as many texts as it has parts. */
export const keyFormOf = ({ keyParts = 1 }: Pick<IndexParts, 'keyParts'>): KeyForm =>
  keyParts === 1 ? plain : joined(keyParts)

const plain: KeyForm = {
  textOf(key) {
    if (typeof key !== 'string') throw unexpected('table', 'key', 'text', key)
    return key
  },
  keyOf: (text) => text,
}

function joined(parts: number): KeyForm {
  return {
    textOf(key) {
      if (!Array.isArray(key) || key.length !== parts) throw wrong(key)
      let text = ''
      for (let i = 0; i < parts; i++) {
        const part: unknown = key[i]
        if (typeof part !== 'string') throw wrong(key)
        text += i === 0 ? escaped(part) : SEPARATOR + escaped(part)
      }
      return text
    },
    keyOf: (text) => text.split(SEPARATOR).map(unescaped),
  }

  function wrong(key: unknown): TypeError {
    return unexpected('table', 'key', `a list of ${parts} texts`, key)
  }
}

// The characters are the two lowest, so that a text without them is told by its characters alone.
const isSpecial = (text: string): boolean => text.includes(SEPARATOR) || text.includes(ESCAPE)

const escaped = (part: string): string =>
  isSpecial(part)
    ? part
        .replaceAll(ESCAPE, ESCAPE + String.fromCharCode(JOIN.escape + 1))
        .replaceAll(SEPARATOR, ESCAPE + String.fromCharCode(JOIN.separator + 1))
    : part

function unescaped(part: string): string {
  if (!part.includes(ESCAPE)) return part
  let text = ''
  for (let i = 0; i < part.length; i++) {
    const character = part.charAt(i)
    text += character === ESCAPE ? String.fromCharCode(part.charCodeAt(++i) - 1) : character
  }
  return text
}
