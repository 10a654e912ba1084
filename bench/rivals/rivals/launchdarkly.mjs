/** LaunchDarkly's server SDK, polling as often as it lets one. @module */

export const name = '@launchdarkly/node-server-sdk'
export const asks = 'http'
export const pollMs = 30_000
export const made = {
  good,
  odd: '{"flags":1,"segments":1}',
  doubled: (/** @type {string} */ version) => good(version, 120),
}
export const well =
  'streams by default, which is not measured here; has bootstrap data, relays and persistent stores'

function good(/** @type {string} */ version, size = 60) {
  const flag = (/** @type {number} */ id) => ({
    key: `flag${id}`,
    version: Number(version.replace(/\D/g, '')) || 2,
    on: true,
    fallthrough: { variation: 0 },
    offVariation: 0,
    variations: [version],
    salt: 'salt',
    prerequisites: [],
    targets: [],
    rules: [],
  })
  const flags = Object.fromEntries(Array.from({ length: size }, (_, id) => [`flag${id}`, flag(id)]))
  return JSON.stringify({ flags, segments: {} })
}

/** @param {string} url */
export async function start(url) {
  const { init } = await import('@launchdarkly/node-server-sdk')
  const client = init('sdk-key', {
    baseUri: url,
    streamUri: url,
    eventsUri: url,
    stream: false,
    pollInterval: pollMs / 1_000,
    sendEvents: false,
    diagnosticOptOut: true,
  })
  await client.waitForInitialization({ timeout: 8 }).catch((error) => console.log('start:', error.message))
  return {
    async read() {
      const value = await client.variation('flag0', { kind: 'user', key: 'a' }, null)
      if (value === null) throw new Error('the default of the caller')
      return value
    },
    stop: () => client.close(),
  }
}
