/** Ranges of addresses and numbers: which record is of an address, whatever shape the records have. @module */

import { BlockList, isIPv6 } from 'node:net'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeOf } from '../../../../src/decode/decoder.ts'
import type { RangesOptions, RangeTable } from '../../../../src/decode/table/index.ts'
import { ranges } from '../../../../src/decode/table.ts'
import { pack, unpack } from '../../../../src/portable/parcel.ts'
import { utf8 } from '../../../support/coded.ts'
import { ownWire, poolOf } from '../../../support/decoder-pool.ts'

const rangesOf = <Row>(records: readonly Row[], options: RangesOptions): Promise<RangeTable<Row>> =>
  ranges<Row>(options)(utf8(JSON.stringify(records)))

const COUNTRIES = [
  { start: '1.0.0.0', end: '1.0.0.255', country: 'AU' },
  { start: '0.0.0.0', end: '0.255.255.255', country: 'ZZ' },
  { start: '1.0.1.0', end: '1.0.3.255', country: 'CN' },
  { start: '224.0.0.0', end: '255.255.255.255', country: 'ZZ' },
  { start: '2001:200::', end: '2001:200:ffff:ffff:ffff:ffff:ffff:ffff', country: 'JP' },
  { start: '::', end: '::fffe:ffff:ffff', country: 'ZZ' },
  { start: 'ff00::', end: 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', country: 'ZZ' },
]
type Country = (typeof COUNTRIES)[number]
const ENDS = { from: 'start', to: 'end' } as const

describe.each([
  ['as columns', true],
  ['as the document', false],
])('records of addresses, %s', (_, columns) => {
  test.each([
    ['0.0.0.0', 1],
    ['0.255.255.255', 1],
    ['1.0.0.0', 0],
    ['1.0.0.255', 0],
    ['1.0.1.0', 2],
    ['1.0.4.0', undefined],
    ['223.255.255.255', undefined],
    ['255.255.255.255', 3],
    ['::ffff:1.0.0.7', 0],
    ['::ffff:100:7', 0],
    [0x0100_0007, 0],
    [0, 1],
    [2 ** 32 - 1, 3],
    [0xffff_0100_0007n, 0],
    ['::', 5],
    [0n, 5],
    ['::1', 5],
    ['2001:200::1', 4],
    ['2001:0200:0:0:0:0:0:1%eth0', 4],
    ['2001:201::', undefined],
    ['ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', 6],
    [2n ** 128n - 1n, 6],
  ])('of %s the one is found that has it', async (address, position) => {
    const table = await rangesOf(COUNTRIES, { ...ENDS, columns })
    expect(table.find(address)).toEqual(position === undefined ? undefined : COUNTRIES[position])
    expect(table.positionOf(address)).toBe(position)
  })

  test.each(['', 'localhost', '1.0.0', '1.0.0.07', -1, 2 ** 32, 0.5, Number.NaN, -1n, 2n ** 128n])(
    '%s is no address, and nobody has it',
    async (address) => {
      expect((await rangesOf(COUNTRIES, { ...ENDS, columns })).find(address)).toBeUndefined()
    },
  )

  test('are rows, in their order', async () => {
    const table = await rangesOf(COUNTRIES, { ...ENDS, columns })
    expect([...table]).toEqual(COUNTRIES)
    expect(table.size).toBe(7)
    const position = table.positionOf('1.0.2.3') as number
    expect(table.column('country').get(position)).toBe('CN')
  })
})

test('networks are found as `net.BlockList` finds them, the narrowest first', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.oneof(
          fc.tuple(
            fc.constantFrom('10.1.2.3', '10.1.2.200', '10.200.0.1', '0.0.0.0', '255.255.255.255'),
            fc.nat(32),
          ),
          fc.tuple(
            fc.constantFrom('::', '2001:db8::1', '2001:db8:ffff::', 'ffff::ffff', '2001::'),
            fc.nat(128),
          ),
        ),
        { maxLength: 12 },
      ),
      fc.array(
        fc.oneof(
          fc.constantFrom('10.1.2.4', '10.1.3.0', '11.0.0.0', '2001:db8::2', '2001::'),
          fc.ipV4(),
          fc.ipV6(),
        ),
        {
          minLength: 1,
          maxLength: 10,
        },
      ),
      async (networks, addresses) => {
        // What holds all of IPv6 holds that of IPv4 to Node.js, which are two things here.
        const records = networks.filter(
          ([address, bits]) => !(isIPv6(address) && bits <= 96 && address === '::'),
        )
        fc.pre(records.length > 0)
        const table = await rangesOf(
          records.map(([address, bits]) => `${address}/${bits}`),
          { cidr: '', overlaps: 'innermost' },
        )
        for (const address of addresses) {
          const family = isIPv6(address) ? 'ipv6' : 'ipv4'
          fc.pre(!address.startsWith('::ffff:'))
          const best = records
            .map(([network, bits], row) => ({ network, bits, row }))
            .filter(({ network, bits }) => {
              const list = new BlockList()
              list.addSubnet(network, bits, isIPv6(network) ? 'ipv6' : 'ipv4')
              return isIPv6(network) === (family === 'ipv6') && list.check(address, family)
            })
            .sort((a, b) => b.bits - a.bits || b.row - a.row)[0]
          expect(table.positionOf(address)).toBe(best?.row)
        }
      },
    ),
    { numRuns: 100 },
  ))

test.each([
  ['192.0.2.0/24', ['192.0.2.0', '192.0.2.255'], ['192.0.1.255', '192.0.3.0']],
  ['192.0.2.77/24', ['192.0.2.0'], []],
  ['192.0.2.1', ['192.0.2.1'], ['192.0.2.2']],
  ['0.0.0.0/0', ['0.0.0.0', '255.255.255.255'], ['::']],
  ['::/0', ['::', 'ffff::'], ['1.2.3.4', '::ffff:1.2.3.4']],
  ['::ffff:1.2.3.0/120', ['1.2.3.255'], ['1.2.4.0']],
  ['2001:db8::/33', ['2001:db8:7fff::'], ['2001:db8:8000::']],
  ['2001:db8::1/128', ['2001:db8::1'], ['2001:db8::2']],
])('the network %s has its addresses, and no others', async (network, inside, outside) => {
  const table = await rangesOf([{ network }], { cidr: 'network' })
  expect(inside.map((address) => table.positionOf(address))).toEqual(inside.map(() => 0))
  expect(outside.map((address) => table.positionOf(address))).toEqual(outside.map(() => undefined))
})

test('ranges may be of numbers, and of texts of IPv4 then by their number', async () => {
  const records = [
    { low: 16777216, high: 16777471, code: 'AU' },
    { low: -5, high: -0.5, code: 'below' },
    { low: 400000, high: 499999, code: 'card' },
  ]
  const table = await rangesOf(records, { from: 'low', to: 'high' })
  const codes = ['1.0.0.7', 16777471, 16777471n, 16777472, -5, -0.5, -0.4, 450000, '::1'].map(
    (value) => table.find(value)?.code,
  )
  expect(codes).toEqual(['AU', 'AU', 'AU', undefined, 'below', 'below', undefined, 'card', undefined])
})

test('fields may lie deeper, and have dots in their names', async () => {
  const table = await rangesOf([{ range: { start: '1.0.0.0', end: '1.0.0.1' }, 'a.b': '10.0.0.0/8' }], {
    from: 'range.start',
    to: ['range', 'end'],
  })
  expect(table.positionOf('1.0.0.1')).toBe(0)
  const other = await rangesOf([{ 'a.b': '10.0.0.0/8' }], { cidr: ['a.b'] })
  expect(other.positionOf('10.1.1.1')).toBe(0)
})

test.each([
  [
    'an address that is none',
    [{ start: '1.0.0.0', end: '1.0.0.256' }],
    ENDS,
    'neither an address nor a number (record 1)',
  ],
  ['no end', [COUNTRIES[0], { start: '2.0.0.0' }], ENDS, 'neither an address nor a number (record 2)'],
  [
    'two families',
    [{ start: '1.0.0.0', end: '::1' }],
    ENDS,
    'another kind of address than it begins in (record 1)',
  ],
  [
    'ends the wrong way around',
    [{ start: '1.0.0.1', end: '1.0.0.0' }],
    ENDS,
    'ends before it begins (record 1)',
  ],
  [
    'numbers beside addresses',
    [COUNTRIES[0], { start: 1, end: 2 }],
    ENDS,
    'those before it are not (record 2)',
  ],
  ['no network', [{ network: '1.0.0.0/33' }], { cidr: 'network' }, 'has no network (record 1)'],
  ['a network without a prefix', [{ network: '1.0.0.0/' }], { cidr: 'network' }, 'has no network (record 1)'],
  ['a number for a network', [{ network: 1 }], { cidr: 'network' }, 'has no network (record 1)'],
  [
    'ranges that lie within others',
    [{ network: '10.1.0.0/16' }, { network: '10.0.0.0/8' }],
    { cidr: 'network' },
    "has a part of that of record 2: `overlaps: 'innermost'` lets ranges lie within others (record 1)",
  ],
  [
    'ranges that cross',
    [
      { start: 1, end: 5 },
      { start: 3, end: 9 },
    ],
    { ...ENDS, overlaps: 'innermost' },
    'has a part of that of record 1 (record 2)',
  ],
] as const)('%s: refused, with its record', async (_, records, options, words) => {
  const made = rangesOf<unknown>(records, options)
  await expect(made).rejects.toMatchObject({ code: 'ERR_TERM_DESERIALIZE', stage: 'decode' })
  await expect(made).rejects.toThrow(words)
})

test.each([
  [{}, /`from` to be the name of a field/],
  [{ from: 'a' }, /`to` to be the name of a field/],
  [{ from: 'a', to: '' }, /`to`/],
  [{ from: 'a', to: 'b', cidr: 'c' }, /`from` to be left out where there is `cidr`/],
  [{ cidr: [] }, /`cidr`/],
  [{ cidr: 'a', overlaps: 'last' }, /`overlaps` to be one of refuse, innermost/],
  [{ cidr: 'a', fields: 1 }, /fields/],
])('options that can not be: %j', (options, words) => {
  expect(() => ranges(options as never)).toThrow(TypeError)
  expect(() => ranges(options as never)).toThrow(words)
})

test('to ask for what is no address at all is a mistake', async () => {
  const table = await rangesOf(COUNTRIES, ENDS)
  expect(() => table.find(null as never)).toThrow(TypeError)
})

test('more ranges than a turn has time for are made by a thread, in whatever order they come', async () => {
  const networks = Array.from({ length: 15_000 }, (_, at) => `10.${(at * 7919) & 255}.${at >> 8}.0/24`)
  const { signal } = new AbortController()
  const pool = poolOf({ above: 2 ** 30 })
  const context = { term: 'blocked', signal, pool, previous: undefined }
  const wire = ownWire(utf8(JSON.stringify(networks)))
  const table = (await decodeOf(ranges<string>({ cidr: '' }))?.(wire, context)) as RangeTable<string>
  const asked = networks.map((network) => table.find(network.replace('.0/24', '.77')))
  expect(asked).toEqual(networks)
})

test('they are made in a thread, and go to others over the same memory', async () => {
  const decode = decodeOf(ranges<Country>(ENDS))
  const { signal } = new AbortController()
  const wire = ownWire(utf8(COUNTRIES.map((record) => JSON.stringify(record)).join('\n')))
  const table = (await decode?.(wire, {
    term: 'geo',
    signal,
    pool: poolOf({ above: 0 }),
    previous: undefined,
  })) as RangeTable<Country>
  const other = unpack(structuredClone(pack(table))) as typeof table
  expect(other.find('1.0.3.9')?.country).toBe('CN')
  expect(other.byteLength).toBe(table.byteLength)
})
