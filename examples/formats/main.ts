/** Two terms of the same airports, one in Arrow and one in Parquet. The files are made here; elsewhere they are somebody's. @module */

import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tableFromArrays, tableToIPC } from 'apache-arrow'
import { http, inWorker, remoteTerm, supervise, type Table } from 'everterm'
import { parquetWriteBuffer } from 'hyparquet-writer'

interface Airport {
  readonly iata: string
  readonly latitude: number
  readonly passengers: number
}

const COUNT = 50_000
const iata = Array.from({ length: COUNT }, (_, at) => `A${at}`)
const latitude = Float64Array.from(iata, (_, at) => (at % 180) - 90)
const passengers = BigInt64Array.from(iata, (_, at) => BigInt(at) * 1000n)
const files: Readonly<Record<string, Uint8Array>> = {
  '/airports.arrow': tableToIPC(tableFromArrays({ iata, latitude, passengers })),
  '/airports.parquet': new Uint8Array(
    parquetWriteBuffer({
      columnData: [
        { name: 'iata', data: iata, type: 'STRING' },
        { name: 'latitude', data: latitude, type: 'DOUBLE' },
        { name: 'passengers', data: passengers, type: 'INT64' },
      ],
      rowGroupSize: 20_000,
    }),
  ),
}

const origin = createServer(({ url = '' }, response) => response.end(files[url])).listen(0, '127.0.0.1')
await once(origin, 'listening')
const address = `http://127.0.0.1:${(origin.address() as AddressInfo).port}`

const inArrow = remoteTerm({
  name: 'in-arrow',
  fetcher: http(`${address}/airports.arrow`),
  deserialize: inWorker<Table<Airport>>(new URL('./arrow.js', import.meta.url)),
})
const inParquet = remoteTerm({
  name: 'in-parquet',
  fetcher: http(`${address}/airports.parquet`),
  deserialize: inWorker<Table<Airport>>(new URL('./parquet.js', import.meta.url)),
})
const tree = await supervise({ inArrow, inParquet })

for (const term of [inArrow, inParquet]) {
  const airports = term.get()
  console.log(term.status().name, airports.size, airports.kind, JSON.stringify(airports.get('A49999')))
}

await tree.stop()
origin.close()
