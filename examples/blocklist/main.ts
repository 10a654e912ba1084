/** Addresses that a service turns away: from two mirrors, guarded against a list that was emptied, and ready to be asked. @module */

import { firstOf, http, ranges, remoteTerm, supervise } from '../../src/index.ts'
import { openOrigin } from '../support/origin.ts'

await using cdn = await openOrigin()
await using mirror = await openOrigin()
const publish = (networks: readonly string[]) => {
  for (const origin of [cdn, mirror]) origin.publish('/blocklist.json', JSON.stringify(networks))
}
publish(Array.from({ length: 500 }, (_, at) => `10.${at >> 8}.${at & 255}.0/24`))

const blocked = remoteTerm({
  name: 'blocked',
  // The mirror is asked, in the same attempt, when the CDN fails.
  fetcher: firstOf([http(`${cdn.url}/blocklist.json`), http(`${mirror.url}/blocklist.json`)]),
  // The payload is an array of networks such as `10.0.0.0/8`, which may lie within each other.
  deserialize: ranges<string>({ cidr: '', overlaps: 'innermost' }),
  // An emptied list is sound JSON, and would let everybody in. Half of it may go at a time.
  guards: { minRecords: 100, maxShrink: 0.5 },
  refreshInterval: '1m',
  // After a day without a confirmation nobody should rely on it any more: readers get an error then, and say no.
  maxStale: '1h',
  maxAge: '1d',
  onExpired: 'withhold',
})

await using _tree = await supervise({ blocked })

function ask(title: string, ...addresses: readonly string[]): void {
  const answers = addresses.map(
    (address) => `${address} ${blocked.get().find(address) === undefined ? 'may come in' : 'is turned away'}`,
  )
  console.log(`${title}: ${answers.join(', ')}`)
}

ask('500 networks', '10.0.7.9', '192.0.2.7')

cdn.goDown()
await blocked.refresh()
ask(`the CDN is down, and ${blocked.status().source?.fallback ? 'the mirror' : 'nobody'} answers`, '10.0.7.9')

publish([])
await blocked
  .refresh()
  .catch(({ code, message }) => console.log(`an empty list is refused: ${code}\n  ${message}`))
ask('so the last list stays', '10.0.7.9')

publish(Array.from({ length: 600 }, (_, at) => `10.${at >> 8}.${at & 255}.0/24`).concat('192.0.2.0/24'))
await blocked.refresh()
ask('601 networks', '10.0.7.9', '192.0.2.7')
