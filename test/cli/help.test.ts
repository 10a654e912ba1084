/** Help fits a screen and teaches, and a mistake at the prompt is told with what was probably meant. @module */

import { describe, expect, it, test } from 'vitest'
import { COMMANDS, TOPICS } from '../../src/cli/commands.ts'
import { helpOf, overview } from '../../src/cli/help.ts'
import { read } from '../house/sources.ts'
import { everterm, startEverterm } from '../support/everterm.ts'

const { version } = JSON.parse(read('package.json')) as { version: string }
const plain = (_style: string, text: string) => text

describe.each([...COMMANDS, ...TOPICS])('the help of $name', (command) => {
  const lines = helpOf(command, plain).split('\n')

  it('fits a screen of 24 lines and 80 columns', () => {
    expect(lines.length).toBeLessThanOrEqual(24)
    expect(lines.filter((line) => line.length > 80)).toEqual([])
  })

  it('has an example of itself', () => {
    const own = COMMANDS.some(({ name }) => name === command.name)
      ? `  everterm ${command.name}`
      : '  everterm '
    expect(lines.some((line) => line.includes(own))).toBe(true)
  })

  it('has one letter for one flag', () => {
    const letters = command.flags.flatMap(({ short }) => short ?? [])
    expect(new Set([...letters, 'q', 'v', 'h']).size).toBe(letters.length + 3)
  })
})

test('the help of serve names what can be asked, as the page of the service does', () => {
  const serve = COMMANDS.find(({ name }) => name === 'serve')
  const text = serve === undefined ? '' : helpOf(serve, plain)
  const asked = [...read('docs/service.md').matchAll(/^\| `GET (.*?) \|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/\/[a-z1/]+/g)].map(([path]) => path.replace(/\/prices.*$/, '')),
  )
  expect(asked.length).toBeGreaterThan(8)
  for (const path of asked) expect(text).toContain(path)
})

test('the list of commands fits a screen, too', () => {
  const lines = overview(COMMANDS, version, plain).split('\n')
  expect(lines.length).toBeLessThanOrEqual(24)
  expect(lines.filter((line) => line.length > 80)).toEqual([])
})

test.each([[[]], [['--help']], [['help']]])(
  '%j shows the list on stdout, and is no failure',
  async (words) => {
    const { code, stdout, stderr } = await everterm(...words)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    for (const { name } of COMMANDS) expect(stdout).toContain(`  ${name}`)
  },
)

test('--version is that of the package', async () => {
  expect(await everterm('--version')).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' })
})

test.each([
  [['fetch', '--help'], 'everterm fetch <url'],
  [['help', 'fetch'], 'everterm fetch <url'],
  [['help', 'rollout'], 'everterm help rollout'],
  [['fetch', '-h', '--format', 'json'], 'everterm fetch <url'],
])('%j shows the page of a command', async (words, start) => {
  const { code, stdout } = await everterm(...words)
  expect(code).toBe(0)
  expect(stdout.startsWith(start)).toBe(true)
})

test.each([
  [['fetc'], 'there is no command `fetc`; did you mean `fetch`?'],
  [['pni', 'prices'], 'there is no command `pni`; did you mean `pin`?'],
  [['serve', '--prot', '8080'], 'there is no flag `--prot`; did you mean `--port`?'],
  [['--jsn'], 'there is no flag before a command `--jsn`'],
  [['fetch', '--formt', 'json', './x'], 'there is no flag `--formt`; did you mean `--format`?'],
  [
    ['fetch', '--format', 'jsn', './x'],
    '`--format` is one of json, table, rows, csv, tsv, lines, texts, bytes, text, not `jsn`; did you mean `json`?',
  ],
  [['fetch', './x', '--out'], '`--out` needs a value: `--out=<file>`'],
  [['fetch', './x', '--json=1'], '`--json` takes no value'],
  [['fetch'], 'something is missing: `everterm fetch <url | path | term of a config>`'],
  [['fetch', './x', './y'], '`./y` is one too many'],
  // A login is not repeated, wherever somebody has put it.
  [['fetch', './x', 'https://me:hunter2@y/z'], '`https://y/z` is one too many'],
  [['fetch', './x', '--timeout', 'https://me:hunter2@y/'], 'not `https://y/`'],
  [['fetch', './x', '--timeout', 'soon'], "`--timeout` is a duration as '500ms', '30s' or '5m', not `soon`"],
  [['fetch', './x', '--max-bytes', '-1'], '`--max-bytes` needs a value'],
  [
    ['fetch', './x', '--max-bytes=0'],
    "`--max-bytes` is a size as '512KiB', '64MiB' or a number of bytes, not `0`",
  ],
])('%j is a mistake, told in words', async (words, message) => {
  const { code, stdout, stderr } = await everterm(...words)
  expect(stderr).toContain(message)
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
})

it.each([
  ['EVERTERM_TIMEOUT', 'abc', "`EVERTERM_TIMEOUT` is a duration as '500ms', '30s' or '5m', not `abc`"],
  ['EVERTERM_TO', 'ftp://x', '`EVERTERM_TO` is written as `http://127.0.0.1:8080` or `unix:'],
])('%s is called by its own name where it is wrong', async (name, value, message) => {
  const { code, stderr } = await startEverterm(['inspect'], { env: { [name]: value } }).ended
  expect(code).toBe(2)
  expect(stderr).toContain(message)
})
