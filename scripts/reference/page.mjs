/** Puts the page together: a table for each section, a row for each option. @module */

import { interfacesOf } from './interfaces.mjs'
import { FORMS, SECTIONS } from './sections.mjs'

const HEAD = `# Reference

Every option, with its default. This page is written from the docstrings by \`npm run reference\`. Durations are ms, or text
with a unit: \`'250ms'\`, \`'30s'\`, \`'5m'\`, \`'12h'\`, \`'3d'\`. A wrong option is a \`TypeError\` at once.
`

export async function pageOf() {
  const sections = await Promise.all(SECTIONS.map(sectionOf))
  return `${[HEAD, ...sections].join('\n')}`
}

async function sectionOf({ title, call, from }) {
  const members = new Map()
  for (const [file, names] of Object.entries(from)) {
    const found = await interfacesOf(file)
    for (const name of names) {
      for (const member of membersOf(found, name, file)) {
        // Where several forms have the option, the one that documents it is taken.
        if (member.type === 'undefined' || (members.has(member.name) && member.text === '')) continue
        members.set(member.name, { ...member, isOptional: member.isOptional || FORMS.has(name) })
      }
    }
  }
  const rows = [...members.values()].map(rowOf)
  const about = call === '' ? '' : `\n\`${call}\`\n`
  return `## ${title}\n${about}\n| Option | Type | Default | What it does |\n|---|---|---|---|\n${rows.join('\n')}\n`
}

/** The members of an interface. Those of interfaces that it extends come first, if they are in the same file. */
function membersOf(found, name, file) {
  const one = found.get(name)
  if (one === undefined) throw new Error(`${file} has no interface ${name}`)
  const inherited = one.parents.flatMap((parent) => (found.has(parent) ? membersOf(found, parent, file) : []))
  return [...inherited, ...one.members]
}

function rowOf({ name, type, isOptional, text, defaultValue }) {
  const fallback = defaultValue ?? (isOptional ? '' : 'required')
  return `| \`${name}\` | \`${cell(type)}\` | ${cell(fallback)} | ${cell(text)} |`
}

const cell = (text) => text.replaceAll('|', '\\|')
