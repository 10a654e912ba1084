/** Feature flags of a term, asked by OpenFeature's own SDK. @module */

import { OpenFeature, ProviderEvents, ProviderStatus } from '@openfeature/server-sdk'
import { afterEach, describe, expect, it } from 'vitest'
import { remoteTerm } from '../../src/index.ts'
import { flagProvider, flagSet } from '../../src/openfeature.ts'
import { createTestSupervisor, fakeFetcher, termOf } from '../../src/testing.ts'

const banner = (defaultVariant: string, more: object = {}) => ({
  $schema: 'https://flagd.dev/schema/v0/flags.json',
  flags: {
    banner: { state: 'ENABLED', variants: { on: true, off: false }, defaultVariant, ...more },
    limit: { state: 'ENABLED', variants: { low: 10, high: 100 }, defaultVariant: 'low' },
    greeting: { state: 'ENABLED', variants: { de: 'Hallo', en: 'Hello' }, defaultVariant: 'en' },
    theme: { state: 'ENABLED', variants: { dark: { ink: '#fff' } }, defaultVariant: 'dark' },
  },
})
const FOR_BETA = {
  targeting: { if: [{ ends_with: [{ var: 'email' }, '@example.com'] }, 'on', 'off'] },
}

const flagged = (fetcher: ReturnType<typeof fakeFetcher>, more: object = {}) =>
  remoteTerm({ name: 'flags', fetcher, refreshInterval: '30s', deserialize: flagSet, ...more })

afterEach(() => OpenFeature.close())

describe('flagProvider', () => {
  it('evaluates flags of each type, by targeting where there is one', async () => {
    const flags = flagged(fakeFetcher().serve(banner('off', FOR_BETA)))
    await using _ = await createTestSupervisor({ flags })
    await OpenFeature.setProviderAndWait(flagProvider(flags))
    const client = OpenFeature.getClient()
    expect(await client.getBooleanValue('banner', true, { email: 'a@elsewhere.org' })).toBe(false)
    expect(await client.getBooleanDetails('banner', false, { email: 'a@example.com' })).toMatchObject({
      value: true,
      variant: 'on',
      reason: 'TARGETING_MATCH',
    })
    expect(await client.getNumberValue('limit', 1)).toBe(10)
    expect(await client.getStringValue('greeting', '')).toBe('Hello')
    expect(await client.getObjectValue('theme', {})).toEqual({ ink: '#fff' })
  })

  it('gives the default of the caller, and why, for an unknown flag and for another type', async () => {
    const flags = flagged(fakeFetcher().serve(banner('on')))
    await using _ = await createTestSupervisor({ flags })
    await OpenFeature.setProviderAndWait(flagProvider(flags))
    const client = OpenFeature.getClient()
    expect(await client.getBooleanDetails('nobody', true)).toMatchObject({
      value: true,
      errorCode: 'FLAG_NOT_FOUND',
    })
    expect(await client.getBooleanDetails('limit', true)).toMatchObject({
      value: true,
      errorCode: 'TYPE_MISMATCH',
    })
  })

  it('says which flags have changed, and evaluates the new ones at once', async () => {
    const flags = flagged(fakeFetcher().serve(banner('off')).serve(banner('on')))
    await using test = await createTestSupervisor({ flags })
    await OpenFeature.setProviderAndWait(flagProvider(flags))
    const client = OpenFeature.getClient()
    const changed: unknown[] = []
    client.addHandler(
      ProviderEvents.ConfigurationChanged,
      (details) => void changed.push(details?.flagsChanged),
    )
    expect(await client.getBooleanValue('banner', true)).toBe(false)
    await test.advance('1m')
    expect(await client.getBooleanValue('banner', false)).toBe(true)
    expect(changed).toEqual([['banner']])
  })

  it('keeps the last good flags when what is published is no document of flags', async () => {
    const bad = { flags: { banner: { state: 'ON' } } }
    const flags = flagged(fakeFetcher().serve(banner('on')).serve(bad))
    await using test = await createTestSupervisor({ flags })
    await OpenFeature.setProviderAndWait(flagProvider(flags))
    await test.advance('40s')
    const [failure] = test.heard('refresh.failed')
    expect(failure?.code).toBe('ERR_TERM_DESERIALIZE')
    expect(String(failure?.error)).toContain("doesn't keep to flagd's schema")
    expect(await OpenFeature.getClient().getBooleanValue('banner', false)).toBe(true)
  })

  it('is not ready before there are flags, and then it is', async () => {
    const flags = flagged(fakeFetcher().fail().serve(banner('on')))
    await using test = await createTestSupervisor({ flags })
    const setting = OpenFeature.setProviderAndWait(flagProvider(flags))
    const client = OpenFeature.getClient()
    expect(await client.getBooleanDetails('banner', false)).toMatchObject({
      value: false,
      errorCode: 'PROVIDER_NOT_READY',
    })
    await test.advance('1m')
    await setting
    expect(client.providerStatus).toBe(ProviderStatus.READY)
    expect(await client.getBooleanValue('banner', false)).toBe(true)
  })

  it('tells as an observer of the tree when flags go stale, and when they are fresh again', async () => {
    const fetcher = fakeFetcher().serve(banner('on')).fail().fail().fail().serve(banner('off'))
    const flags = flagged(fetcher, { maxStale: '40s', retry: { base: '20s', cap: '20s' } })
    const provider = flagProvider(flags)
    let dice = 0
    await using test = await createTestSupervisor({ flags }, { observers: [provider], random: () => dice })
    // The first probe comes at once, and retries wait for nearly as long as they may.
    dice = 0.9
    await OpenFeature.setProviderAndWait(provider)
    const client = OpenFeature.getClient()
    await test.advance('50s')
    expect(client.providerStatus).toBe(ProviderStatus.STALE)
    expect(await client.getBooleanValue('banner', false)).toBe(true)
    await test.advance('5m')
    expect(client.providerStatus).toBe(ProviderStatus.READY)
    expect(await client.getBooleanValue('banner', true)).toBe(false)
  })

  it('does not stop the term when it is closed', async () => {
    const flags = flagged(fakeFetcher().serve(banner('on')))
    await using _ = await createTestSupervisor({ flags })
    await OpenFeature.setProviderAndWait(flagProvider(flags))
    await OpenFeature.close()
    expect(flags.status()).toMatchObject({ supervised: true, state: 'idle' })
  })

  it('reads a term of a unit test', async () => {
    const flags = termOf(flagSet(new TextEncoder().encode(JSON.stringify(banner('on')))))
    await OpenFeature.setProviderAndWait(flagProvider(flags))
    expect(await OpenFeature.getClient().getBooleanValue('banner', false)).toBe(true)
  })

  it('refuses what is no term', () => {
    expect(() => flagProvider({} as never)).toThrow('flagProvider: expected `flags` to be a term')
  })
})
