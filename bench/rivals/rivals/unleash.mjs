/** unleash-client, polling. @module */

export const name = 'unleash-client'
export const asks = 'http'
export const pollMs = 200
export const made = {
  good,
  odd: '{"version":2,"features":{"oops":1}}',
  doubled: (/** @type {string} */ version) => good(version, 120),
}
export const well =
  'writes a backup file, from which it starts without its origin; reads are synchronous and typed'

function good(/** @type {string} */ version, size = 60) {
  const variants = [
    {
      name: version,
      weight: 1_000,
      weightType: 'variable',
      stickiness: 'default',
      payload: { type: 'string', value: version },
    },
  ]
  const features = Array.from({ length: size }, (_, id) => ({
    name: `flag${id}`,
    enabled: true,
    strategies: [{ name: 'default', parameters: {} }],
    variants,
  }))
  return JSON.stringify({ version: 2, features })
}

/** @param {string} url @param {string} folder */
export async function start(url, folder) {
  const { Unleash } = await import('unleash-client')
  const unleash = new Unleash({
    url,
    appName: 'rivals',
    refreshInterval: pollMs,
    disableMetrics: true,
    backupPath: folder,
    skipInstanceCountWarning: true,
  })
  // Without a listener an event called error ends the process, as everywhere in Node.
  unleash.on('error', (error) => console.log('error event:', error.message))
  unleash.on('warn', (warning) => console.log('warn event:', warning))
  return {
    read() {
      const value = unleash.getVariant('flag0', { userId: 'a' }).payload?.value
      if (value === undefined) throw new Error('the default of the caller')
      return value
    },
    stop: () => unleash.destroy(),
  }
}
