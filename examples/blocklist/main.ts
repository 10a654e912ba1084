/** Addresses that a service turns away: from two mirrors, guarded against a list that was emptied, and ready to be asked. @module */

import { BlockList, isIPv6 } from 'node:net'
import { derive, firstOf, http, json, remoteTerm, supervise } from '../../src/index.ts'
import { openOrigin } from '../support/origin.ts'

await using cdn = await openOrigin()
await using mirror = await openOrigin()
const publish = (ranges: readonly string[]) => {
  for (const origin of [cdn, mirror]) origin.publish('/blocklist.json', JSON.stringify(ranges))
}
publish(Array.from({ length: 500 }, (_, at) => `10.${at >> 8}.${at & 255}.0/24`))

const ranges = remoteTerm({
  name: 'ranges',
  // The mirror is asked, in the same attempt, when the CDN fails.
  fetcher: firstOf([http(`${cdn.url}/blocklist.json`), http(`${mirror.url}/blocklist.json`)]),
  deserialize: json<readonly string[]>,
  // An emptied list is sound JSON, and would let everybody in. Half of it may go at a time.
  guards: { minRecords: 100, maxShrink: 0.5 },
  refreshInterval: '1m',
  // After a day without a confirmation nobody should rely on it any more: readers get an error then, and say no.
  maxStale: '1h',
  maxAge: '1d',
  onExpired: 'withhold',
})

/** Node's own list of networks, made once for each version of the ranges and not for each request. */
const blocked = derive([ranges], (list: readonly string[]) => {
  const networks = new BlockList()
  for (const range of list) {
    const [address = '', bits] = range.split('/')
    networks.addSubnet(address, Number(bits), isIPv6(address) ? 'ipv6' : 'ipv4')
  }
  return networks
})

await using _tree = await supervise({ ranges, blocked })

function ask(title: string, ...addresses: readonly string[]): void {
  const answers = addresses.map(
    (address) => `${address} ${blocked.get().check(address) ? 'is turned away' : 'may come in'}`,
  )
  console.log(`${title}: ${answers.join(', ')}`)
}

ask('500 networks', '10.0.7.9', '192.0.2.7')

cdn.goDown()
await ranges.refresh()
ask(`the CDN is down, and ${ranges.status().source?.fallback ? 'the mirror' : 'nobody'} answers`, '10.0.7.9')

publish([])
await ranges
  .refresh()
  .catch(({ code, message }) => console.log(`an empty list is refused: ${code}\n  ${message}`))
ask('so the last list stays', '10.0.7.9')

publish(Array.from({ length: 600 }, (_, at) => `10.${at >> 8}.${at & 255}.0/24`).concat('192.0.2.0/24'))
await ranges.refresh()
// What is derived is told when its parent publishes, and computed right afterwards.
await blocked.refresh()
ask('601 networks', '10.0.7.9', '192.0.2.7')
