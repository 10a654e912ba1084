/** How a payload is read: the formats and options of a config, as flags. @module */

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { everterm } from '../support/everterm.ts'

const FILES = {
  'wrapped.json': '{"meta":{"v":1},"data":[{"id":"a","n":1},{"id":"b","n":2},{"id":"a","n":3}]}',
  'rates.json': '[{"locale":"de","code":"EUR"},{"locale":"fr","code":"EUR"}]',
  'domains.txt': '# all\na.example\nb.example # why\n',
  'places.csv': 'x;1,5\ny;2\n',
  'feed.ndjson': '{"id":"a"}\n{"id":"b"}\n',
  'numbers.csv': 'id,n\na,1.50\n',
  'networks.csv': 'network,cc\n10.0.0.0/8,DE\n192.0.2.0/24,FR\n',
}

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'everterm-reading-'))
  for (const [name, text] of Object.entries(FILES)) await writeFile(join(folder, name), text)
})
afterAll(() => rm(folder, { recursive: true }))

const fetched = (file: keyof typeof FILES, ...flags: string[]) =>
  everterm('fetch', join(folder, file), '--quiet', ...flags)

const withEach = (...options: string[]) => options.flatMap((option) => ['--with', option])

describe('a payload is read', () => {
  it.each([
    [
      'wrapped.json',
      ['--key', 'id', ...withEach('at=data', 'duplicates=last')],
      '{"id":"a","n":3}\n{"id":"b","n":2}\n',
    ],
    [
      'wrapped.json',
      ['--format', 'rows', ...withEach('at=data')],
      '{"id":"a","n":1}\n{"id":"b","n":2}\n{"id":"a","n":3}\n',
    ],
    [
      'rates.json',
      ['--key', '["locale","code"]'],
      '{"locale":"de","code":"EUR"}\n{"locale":"fr","code":"EUR"}\n',
    ],
    ['domains.txt', withEach('comments=#'), 'a.example\nb.example\n'],
    [
      'places.csv',
      withEach('separator=;', 'decimal=,', 'header=["name","n"]', 'types={"n":"number"}'),
      '{"name":"x","n":1.5}\n{"name":"y","n":2}\n',
    ],
    [
      'places.csv',
      withEach('separator=;', 'header=name,n2'),
      '{"name":"x","n2":"1,5"}\n{"name":"y","n2":"2"}\n',
    ],
    ['feed.ndjson', [], '{"id":"a"}\n{"id":"b"}\n'],
    ['feed.ndjson', ['--key', 'id'], '{"id":"a"}\n{"id":"b"}\n'],
    ['numbers.csv', ['--key', 'id'], '{"id":"a","n":"1.50"}\n'],
    ['numbers.csv', withEach('types=infer'), '{"id":"a","n":1.5}\n'],
    ['numbers.csv', withEach('types=n:number'), '{"id":"a","n":1.5}\n'],
    [
      'networks.csv',
      withEach('ranges={"cidr":"network"}'),
      '{"network":"10.0.0.0/8","cc":"DE"}\n{"network":"192.0.2.0/24","cc":"FR"}\n',
    ],
  ] as const)('%s %j', async (file, flags, expected) => {
    expect(await fetched(file, ...flags)).toEqual({ code: 0, stdout: expected, stderr: '' })
  })

  it('as it came where nobody asks for records', async () => {
    expect((await fetched('networks.csv')).stdout).toBe(FILES['networks.csv'])
  })
})

const PUBLIC = 'RWTsztH/zNDeVg7t4XEZUkZfQqPWhmwuodfvRw47FeZ/Hf+xJXH/Evsm'
/** Any file that is called so. */
const KEY_FILE = join(tmpdir(), `everterm-reading-${process.pid}.key`)

describe('a mistake is told in words', () => {
  beforeAll(() => writeFile(KEY_FILE, ''))
  afterAll(() => rm(KEY_FILE))

  it('that no key was said, by the flag that says it', async () => {
    const { stderr } = await fetched('rates.json', '--format', 'table')
    expect(stderr).toContain('say which field is the key of its records (`--key`)')
    expect(stderr).toContain('`--format rows`')
  })

  it.each([
    [withEach('at'), '`--with` is an option and its value, `at=data`, not `at`'],
    [withEach('dupliactes=last'), 'no format has an option `dupliactes`; did you mean `duplicates`?'],
    [['--format', 'json', '--key', 'id'], '`--key` is of table, csv, tsv, not of json'],
    [['--key', PUBLIC], 'is a key of signatures: what signs goes into `--sign` of `everterm publish`'],
    [['--key', KEY_FILE], 'is a key of signatures: what signs goes into `--sign` of `everterm publish`'],
    [withEach('key=["a",]'), 'this is no JSON: `["a",]`'],
    [withEach('duplicates=all'), '`--with duplicates` is one of refuse, last, first, not `all`'],
    [withEach('ranges={"form":"a"}'), 'did you mean `from`?'],
    [withEach('ranges={"from":"a"}'), '`--with ranges`: `to` is the name of a field'],
    [withEach('types=n:x', 'header=n'), '`--with types`: `n` is one of text, number, boolean, not `x`'],
  ])('%j', async (flags, message) => {
    const { code, stderr } = await fetched('rates.json', ...flags)
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(message) })
  })
})

it('what a refusal advises can be put behind the command', async () => {
  const { code, stderr } = await fetched('wrapped.json', '--key', 'id')
  expect(code).toBe(13)
  const [advice = ''] = /--with [^`]*/.exec(stderr) ?? []
  expect(advice).toBe('--with at=data')
  const again = await fetched('wrapped.json', '--key', 'id', ...advice.split(' '))
  expect(again.stderr).toContain('by `--with duplicates=last` or `--with duplicates=first`')
  const third = await fetched('wrapped.json', '--key', 'id', ...withEach('at=data', 'duplicates=first'))
  expect(third).toMatchObject({ code: 0, stdout: '{"id":"a","n":1}\n{"id":"b","n":2}\n' })
  // An empty value is one, too.
  expect((await fetched('wrapped.json', '--format', 'table', ...withEach('at='))).stderr).not.toContain(
    '`--with` is',
  )
})

it('what a refusal of `publish` advises was no flag of it', async () => {
  const at = `file:${join(folder, 'place')}`
  const published = (...flags: string[]) =>
    everterm('publish', 'prices', join(folder, 'wrapped.json'), '--to', at, ...flags)
  expect((await published('--key', 'id')).stdout).toContain('`--with at=data`')
  const odd = await published('--key', 'odd', ...withEach('at=data'))
  expect(odd.stdout).toContain('The record has no field `odd`, where `--key` says that its key is')
  const twice = await published('--key', 'id', ...withEach('at=data'))
  expect(twice.stdout).toContain('by `--with duplicates=last`')
  const { code, stderr } = await published('--key', 'id', ...withEach('at=data', 'duplicates=last'))
  expect({ code, stderr }).toMatchObject({ code: 0 })
})

it('`verify` took NDJSON for bytes, which have no records', async () => {
  const { code, stdout } = await everterm('verify', join(folder, 'feed.ndjson'), '--min-records', '3')
  expect({ code, stdout }).toEqual({ code: 14, stdout: expect.stringContaining('2 records') })
})

it('what is left of a name is that of a term: two dots were none', async () => {
  const { stderr } = await everterm('fetch', `file://${folder}/..`)
  expect(stderr).not.toContain('expected `name`')
})

it('a guard counts the rows of CSV', async () => {
  const { code, stdout } = await everterm('verify', join(folder, 'networks.csv'), '--min-records', '3')
  expect({ code, stdout }).toEqual({ code: 14, stdout: expect.stringContaining('2 records') })
})
