/** `everterm types`: what a payload holds, as types on stdout. @module */

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { everterm, startEverterm } from '../support/everterm.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'everterm-types-'))
  await writeFile(join(folder, 'airports.csv'), 'iata,lat,open\nABC,1.5,true\nXYZ,,false\n')
  await writeFile(join(folder, 'rates.json'), '{"EUR":{"rate":1.08},"CHF":{"rate":null}}')
})
afterAll(() => rm(folder, { recursive: true }))

it('tells the columns of CSV by their values', async () => {
  const { code, stdout, stderr } = await everterm(
    'types',
    join(folder, 'airports.csv'),
    '--key',
    'iata',
    '--row',
    'Airport',
  )
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: `// This is true of table<Airport>({ format: 'csv', types: 'infer', key: 'iata' })
import type { Table } from 'everterm'

export interface Airport {
  readonly iata: string
  readonly lat: number | null
  readonly open: boolean
}

export type Payload = Table<Airport>
`,
  })
  expect(stderr).toContain('2 records')
  expect(stderr).toContain("for a term they are text, unless `types: 'infer'` is said there")
})

it('has its texts, where somebody says that they are', async () => {
  const { stdout, stderr } = await everterm('types', join(folder, 'airports.csv'), '--with', 'types=text')
  expect(stdout).toMatch(/^\/\/ This is true of rows<Row>\(\{ format: 'csv' \}\)\n/)
  expect(stdout).toContain('readonly lat: string\n  readonly open: string\n')
  expect(stderr).not.toContain('infer')
})

it('told of a bare name of a file no options that its types are true of', async () => {
  const { stdout } = await startEverterm(['types', 'airports.csv'], { cwd: folder }).ended
  expect(stdout).toMatch(/^\/\/ This is true of rows<Row>/)
})

it('writes them into a file', async () => {
  const out = join(folder, 'rates.d.ts')
  const { code, stdout } = await everterm('types', join(folder, 'rates.json'), '--format', 'table', '-o', out)
  expect({ code, stdout }).toEqual({ code: 0, stdout: '' })
  expect(await readFile(out, 'utf8')).toContain('export interface Row {\n  readonly rate: number | null\n}\n')
})

it('gives them to programs as JSON', async () => {
  const { stdout } = await everterm('types', join(folder, 'rates.json'), '--json')
  expect(JSON.parse(stdout)).toMatchObject({
    name: 'rates.json',
    records: 2,
    types: expect.stringContaining('EUR'),
  })
})

it('refuses a name that no type can have before it fetches anything', async () => {
  const { code, stderr } = await everterm('types', join(folder, 'gone.json'), '--row', 'a b')
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('`--row` is a name') })
})

it('reads CSV without a key as rows', async () => {
  const { stdout } = await everterm('types', join(folder, 'airports.csv'))
  expect(stdout).toContain('export type Payload = Rows<Row>')
  expect(stdout).toMatch(/^\/\/ This is true of rows<Row>\(\{ format: 'csv', types: 'infer' \}\)\n/)
})

it('tells the options that the types of CSV are true of', async () => {
  const flags = ['--with', 'types={"lat":"text"}', '--with', 'ranges={"from":"iata","to":"iata"}']
  const { stderr } = await everterm('types', join(folder, 'airports.csv'), ...flags)
  expect(stderr).toContain('neither an address nor a number')
  const typed = ['--key', 'iata', '--with', 'types=open:boolean', '--with', 'header=iata,lat,open']
  await writeFile(join(folder, 'bare.csv'), 'ABC,1.5,true\n')
  const { stdout } = await everterm('types', join(folder, 'bare.csv'), ...typed)
  expect(stdout).toContain(
    "// This is true of table<Row>({ format: 'csv', types: { open: 'boolean' }, key: 'iata', header: [ 'iata', 'lat', 'open' ] })\n",
  )
  expect(stdout).toContain('readonly lat: string\n  readonly open: boolean\n')
})
