/** Writes one run of one bench as a section of Markdown, with its plots. @module */

import { benches } from './benches.mjs'
import { inWords } from './machine.mjs'
import { markdown } from './markdown.mjs'
import { plot } from './plot.mjs'
import { verdict } from './target.mjs'

/** Writes the section. `images` is where the plots lie, seen from the page that shows them. */
export function section(run, images) {
  const { title, notes = [], tables, targets = [], plots = [] } = benches[run.bench].report(run.data)
  const verdicts = targets.map(verdict)
  const { discarded = [] } = run.data
  const drawn = plots.map(({ name, ...rest }) => ({
    file: `${name}-node${Number.parseInt(run.machine.node, 10)}.svg`,
    title: rest.title,
    svg: plot(rest),
  }))
  const paragraphs = [
    `## ${title}`,
    inWords(run.machine) + (run.quick ? '; quick, with wide bounds' : ''),
    ...notes,
    ...(discarded.length > 0
      ? [`Rounds discarded: ${discarded.length} (${discarded.map(({ reason }) => reason).join('; ')})`]
      : []),
    ...tables.map(markdown),
    ...(images === undefined ? [] : drawn.map(({ file, title }) => `![${title}](${images}/${file})`)),
    ...(verdicts.length > 0 ? [verdicts.map(({ text }) => `- ${text}`).join('\n')] : []),
  ]
  return {
    text: paragraphs.join('\n\n'),
    held: verdicts.every(({ held }) => held),
    missed: verdicts.filter(({ held }) => !held).map(({ text }) => text),
    drawn,
  }
}
