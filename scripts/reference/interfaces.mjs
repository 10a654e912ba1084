/** Reads the interfaces of a file with their docstrings. @module */

import { readFile } from 'node:fs/promises'
import { parseSync } from 'oxc-parser'

/**
 * @typedef {object} Member
 * @property {string} name
 * @property {string} type
 * @property {boolean} isOptional
 * @property {string} text
 * @property {string | undefined} defaultValue
 */

/** The interfaces of a file by name: what they extend, and their members. */
export async function interfacesOf(file) {
  const source = await readFile(new URL(`../../${file}`, import.meta.url), 'utf8')
  const { program, comments, errors } = parseSync(file, source)
  if (errors.length > 0) throw new Error(`${file}: ${errors[0].message}`)
  const found = new Map()
  for (const statement of program.body) {
    const declared = statement.declaration ?? statement
    if (declared.type !== 'TSInterfaceDeclaration') continue
    const parents = declared.extends.map(({ expression }) => expression.name)
    const named = declared.body.body.filter(({ key }) => key !== undefined)
    const members = named.map((member) => memberOf(member, source, comments))
    found.set(declared.id.name, { parents, members })
  }
  return found
}

function memberOf(member, source, comments) {
  const comment = comments.findLast(
    ({ type, value, end }) =>
      type === 'Block' &&
      value.startsWith('*') &&
      end <= member.start &&
      source.slice(end, member.start).trim() === '',
  )
  const annotation = member.typeAnnotation ?? member.returnType
  const { text, defaultValue } = docOf(comment?.value ?? '')
  return {
    name: member.key.name,
    isOptional: member.optional === true,
    type:
      member.type === 'TSMethodSignature'
        ? 'a function'
        : typeOf(source.slice(annotation.start, annotation.end)),
    text,
    defaultValue,
  }
}

const typeOf = (annotation) =>
  annotation
    .replace(/^:\s*/, '')
    .replace(/^\|\s*/, '')
    .replace(/\s+/g, ' ')
    .replace(/ \| undefined$/, '')
    .replace(/^\((\(.*\) => .*)\)$/, '$1')

function docOf(comment) {
  const lines = comment.split('\n').map((line) => line.replace(/^\s*\*+ ?/, '').trim())
  const [text = ''] = lines
    .join(' ')
    .replace(/\s+/g, ' ')
    .split(/\s@(?=[a-z])/i)
  const fallback = ` ${lines.join(' ')}`.match(/@defaultValue (.*?)(?=\s@[a-z]|$)/i)?.[1]
  return { text: text.trim().startsWith('@') ? '' : text.trim(), defaultValue: fallback?.trim() }
}
