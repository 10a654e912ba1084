/** Makes `docs/comparison.md` of the results. @module */

import { readFileSync } from 'node:fs'

/** @typedef {{ name: string, asks: string, well?: string }} Named */
/** @typedef {{ rival: string, scenario: string, verdict: string, evidence: string }} Result */

const NAMES = new Map([
  ['setInterval', '`setInterval`, `fetch`, `JSON.parse`'],
  ['setInterval with catch', 'the same with a `catch`'],
])

/** @param {Named[]} rivals @param {{ title: string, asks: string }[]} scenarios @param {Result[]} results */
export function pageOf(rivals, scenarios, results) {
  const versions = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).dependencies
  const own = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')).version
  const titled = ({ name } = { name: '' }) => {
    const version = versions[name] ?? (name.startsWith('everterm') ? own : undefined)
    return `${NAMES.get(name) ?? name}${version === undefined ? '' : ` ${version}`}`
  }
  const tables = ['http', 'file'].flatMap((asks) => {
    const columns = rivals.filter((rival) => rival.asks === asks)
    const rows = scenarios.filter((scenario) => scenario.asks === asks)
    if (columns.length === 0 || rows.length === 0) return []
    const line = (/** @type {string[]} */ cells) => `| ${cells.join(' | ')} |`
    return [
      `## ${asks === 'http' ? 'Over HTTP' : 'From a file'}\n`,
      line(['', ...columns.map(titled)]),
      `|${'---|'.repeat(columns.length + 1)}`,
      ...rows.map(({ title }) => line([title, ...columns.map(({ name }) => cell(results, name, title))])),
      '',
    ]
  })
  const evidence = scenarios.flatMap(({ title }) => {
    const of = results.filter(({ scenario }) => scenario === title)
    if (of.length === 0) return []
    const rows = of.map(({ rival, verdict, evidence }) => `- **${rival}**: ${verdict}. ${plain(evidence)}`)
    return [`### ${title}\n`, ...rows.sort(), '']
  })
  const well = rivals.flatMap(({ name, well }) => (well === undefined ? [] : [`- **${name}**: ${well}.`]))
  const page = [
    INTRODUCTION,
    ...tables,
    '## What they do well\n',
    ...well,
    '',
    '## What was seen\n',
    ...evidence,
  ]
  return `${page.join('\n').trimEnd()}\n`
}

const INTRODUCTION = `# Comparison

The same failures for everterm and for what people use today: real processes, a real server, real files. Only what was run
stands here. Node ${process.version}; to repeat it (about ten minutes): \`npm run bench:rivals\`, which installs the rivals for itself.
This page is written by it.

Each rival has its own payload in its own format, and polls as often as it may: \`jose\` when a token is verified and its copy
is older than 300 ms (10 minutes unless told otherwise, which only makes the same come later), LaunchDarkly's SDK every 30 s,
\`maxmind\` every 5 s, the others every 200 ms. Reads go on every 100 ms. A failure lasts for two polls or longer; then all is
well, and after 75 s we look whether the new value has come.

| Word | Means |
|---|---|
| survived | the last good value all the time, and the new one afterwards |
| no value meanwhile | reads failed, or gave the caller's default, while it lasted |
| published it | a bad version was served |
| poisoned | goes on asking, and takes each 304 for a confirmation of what it never had |
| stopped | no request in the 75 s after all was well |
| never recovered | goes on asking, and has not got the new value after 75 s |
| no value | never had one, though the origin came |
| died | the process ended by itself |
| – | does not apply |
`

/** @param {Result[]} results @param {string} rival @param {string} title */
function cell(results, rival, title) {
  const result = results.find((each) => each.rival === rival && each.scenario === title)
  if (result === undefined) return '–'
  return result.verdict === 'survived' ? 'survived' : `**${result.verdict}**`
}

/** @type {(text: string) => string} */
const plain = (text) => text.replaceAll(/[<>*_[\]\\|]/g, (sign) => `\\${sign}`)
