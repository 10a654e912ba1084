/** Ranges in the shapes in which people publish them. @module */

import { describe, expect, test } from 'vitest'
import { ranges, rows } from '../../../../src/decode/table.ts'
import { utf8 } from '../../../support/coded.ts'

describe('a feed of countries as CSV without a header, of both families', () => {
  const FEED = `1.0.0.0,1.0.0.255,OC,AU,Queensland,"South Brisbane",-27.4748,153.017
1.0.1.0,1.0.3.255,AS,CN,Fujian,Wushan,26.0998,119.297
224.0.0.0,255.255.255.255,ZZ,ZZ,"","",0,0
::,2000:ffff:ffff:ffff:ffff:ffff:ffff:ffff,ZZ,ZZ,"","",0,0
2001:200:8::,2001:200:8:ffff:ffff:ffff:ffff:ffff,AS,JP,Tokyo,"Chiyoda, Marunouchi",35.6895,139.692
`
  const header = ['from', 'to', 'continent', 'country', 'region', 'city', 'latitude', 'longitude']
  const types = { latitude: 'number', longitude: 'number' } as const

  test.each([
    ['1.0.0.1', 'South Brisbane'],
    ['1.0.2.0', 'Wushan'],
    ['1.0.4.0', undefined],
    ['255.255.255.255', ''],
    ['::1', ''],
    ['::ffff:1.0.0.1', 'South Brisbane'],
    ['2001:200:8::7', 'Chiyoda, Marunouchi'],
    ['2001:200:9::', undefined],
  ])('%s is found in it', async (address, city) => {
    const decode = ranges<{ city: string }>({ format: 'csv', header, types, from: 'from', to: 'to' })
    const table = await decode(utf8(FEED))
    expect(table.find(address)?.city).toBe(city)
    expect(table.column('latitude').get(0)).toBe(-27.4748)
  })
})

test('blocks of networks as CSV with a header, whose places are another file', async () => {
  const blocks = `network,geoname_id,registered_country_geoname_id,represented_country_geoname_id,is_anonymous_proxy
1.0.0.0/24,2077456,2077456,,0
1.0.1.0/24,1814991,1814991,,0
1.0.2.0/23,1814991,1814991,,0
2001:200::/40,1861060,1861060,,0
`
  const table = await ranges<{ geoname_id: string }>({ format: 'csv', cidr: 'network' })(utf8(blocks))
  const places = ['1.0.0.9', '1.0.1.255', '1.0.3.255', '1.0.4.0', '2001:200:ff::', '2001:201::'].map(
    (address) => table.find(address)?.geoname_id,
  )
  expect(places).toEqual(['2077456', '1814991', '1814991', undefined, '1861060', undefined])
})

test('addresses as their numbers, with a type for their columns', async () => {
  const feed = '"0","16777215","-","-"\n"16777216","16777471","AU","Australia"\n'
  const header = ['from', 'to', 'code', 'country']
  const options = { format: 'csv', header, from: 'from', to: 'to' } as const
  const decode = ranges<{ code: string }>({ ...options, types: { from: 'number', to: 'number' } })
  expect((await decode(utf8(feed))).find('1.0.0.200')?.code).toBe('AU')
  await expect(ranges(options)(utf8(feed))).rejects.toThrow('neither an address nor a number')
})

test('a list of what clouds announce, wrapped in lines', async () => {
  const feed = [
    '{"ip_prefix":"3.4.12.4/32","region":"eu-west-1","service":"AMAZON"}',
    '{"ip_prefix":"3.5.140.0/22","region":"ap-northeast-2","service":"AMAZON"}',
    '{"ip_prefix":"3.5.140.0/22","region":"ap-northeast-2","service":"S3"}',
  ].join('\n')
  const decode = ranges<{ service: string }>({ cidr: 'ip_prefix', overlaps: 'innermost' })
  const table = await decode(utf8(feed))
  expect(table.find('3.4.12.4')?.service).toBe('AMAZON')
  expect(table.find('3.5.143.255')?.service).toBe('S3')
})

test('rows may be CSV, too', async () => {
  const decode = rows<{ a: string }>({ format: 'csv', header: ['a', 'b'], types: { b: 'number' } })
  expect([...(await decode(utf8('x,1\n"y ""z""",\n')))]).toEqual([
    { a: 'x', b: 1 },
    { a: 'y "z"', b: null },
  ])
})
