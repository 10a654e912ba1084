/** A JSON pointer (RFC 6901) as people write places in JavaScript: `entries["10.4.9.0/24"].score`. @module */

const NAME = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u
const INDEX = /^(?:0|[1-9]\d*)$/

export function pathWords(pointer: string): string {
  const parts = pointer.split('/').slice(1).map(unescaped)
  if (parts.length === 0) return 'the whole value'
  return parts
    .map((part, place) => {
      if (NAME.test(part)) return place === 0 ? part : `.${part}`
      return INDEX.test(part) ? `[${part}]` : `[${JSON.stringify(part)}]`
    })
    .join('')
}

const unescaped = (part: string): string => part.replaceAll('~1', '/').replaceAll('~0', '~')
