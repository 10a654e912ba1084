/** A fleet in a configuration, and publications: what they describe, and what is wrong with them. @module */

import { describe, expect, it } from 'vitest'
import { configSchema } from '../../../scripts/config-schema/schema.mjs'
import { memoryEngine } from '../../../src/fleet/engines/memory.ts'
import { FLEET_FIELDS } from '../../../src/serve/config/fleet-from.ts'
import { checkConfig } from '../../../src/serve/config/index.ts'

const FROM = 'https://cdn.example/prices.json'
const KEY = 'RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3'
/** As it stands in a configuration. */
const variable = (name: string): string => ['$', `{${name}}`].join('')

const check = (fleet: unknown, env: Record<string, string> = {}) =>
  checkConfig({ fleet, terms: { prices: { from: FROM } } }, { folder: '/srv', env })

function faultsOf(work: () => unknown): readonly string[] {
  try {
    work()
    return []
  } catch (error) {
    return (error as { faults: readonly string[] }).faults
  }
}
const faultsIn = (fleet: unknown, env?: Record<string, string>) => faultsOf(() => check(fleet, env))
const faultsFrom = (term: object, env: Record<string, string> = {}) =>
  faultsOf(() => checkConfig({ terms: { prices: term } }, { folder: '/srv', env }))

describe('a fleet in a configuration', () => {
  it.each([
    ['nats://nats.example.com:4222', 'nats nats.example.com:4222'],
    ['tls://nats.example.com:4222', 'nats nats.example.com:4222'],
    ['rediss://redis.example.com/2', /^redis redis\.example\.com/],
    [{ nats: ['a.example.com:4222', 'b.example.com:4222'], replicas: 3 }, /^nats a\.example/],
    [{ redis: 'redis://redis.example.com', username: 'shop' }, /^redis redis\.example\.com/],
  ])('has its engine at %j', (control, name) => {
    const fleet = check({ control, service: 'shop', folder: 'kept', pollInterval: '5s' }).fleet
    expect(fleet?.connect().name).toMatch(name)
    expect(fleet?.options).toEqual({ service: 'shop', folder: '/srv/kept', pollInterval: '5s' })
    expect(fleet?.isOwn).toBe(true)
  })

  it('has the engine of the environment where it names none, and one that was made in code as it is', () => {
    const env = { EVERTERM_CONTROL: 'redis://redis.example.com' }
    expect(check({ service: 'shop' }, env).fleet?.connect().name).toMatch(/^redis/)
    const control = memoryEngine().connect()
    const fleet = check({ control, service: 'shop' }).fleet
    expect(fleet?.connect()).toBe(control)
    expect(fleet?.isOwn).toBe(false)
  })

  it('is told of with the path of each faulty field', () => {
    const control = 'nats://nats.example.com'
    expect(faultsIn('shop')).toEqual(['fleet: expected an object with `control` and `service`'])
    expect(faultsIn({ control, servise: 'shop', steward: 'no', reportInterval: '1m' })).toEqual([
      'fleet.servise: unknown; did you mean `service`?',
      'fleet.service: expected the name that all instances of the fleet have in common',
      expect.stringMatching(/^fleet\.reportInterval: expected at most 10 s/),
      expect.stringMatching(/^fleet\.steward: expected/),
    ])
    expect(faultsIn({ service: 'shop' })).toEqual([
      'fleet.control: expected a URL of nats://, tls://, redis://, rediss://, or an object with `nats` or `redis`',
    ])
    expect(faultsIn({ control: { nats: '', replicas: 0 }, service: 'shop' })).toEqual([
      expect.stringMatching(/^fleet\.control\.nats: expected .*an address/),
    ])
    expect(faultsIn({ control: { nats: 'n', replicas: 0, prefx: 'a' }, service: 'shop' })).toEqual([
      'fleet.control.prefx: unknown; did you mean `prefix`?',
      expect.stringMatching(/^fleet\.control\.replicas: expected/),
    ])
  })

  it('has its secrets from the environment, and tells none of them', () => {
    const control = { nats: 'n', user: 'shop', pass: variable('FLEET_PASS') }
    expect(faultsIn({ control, service: 'shop' })).toEqual([
      'fleet.control.pass: the environment has no FLEET_PASS',
    ])
    expect(check({ control, service: 'shop' }, { FLEET_PASS: 'x' }).fleet).toBeDefined()
    for (const wrong of ['nats://shop:hidden@', 'redis://shop:hidden@h/not-a-number', 'http://shop:hidden@h'])
      expect(JSON.stringify(faultsIn({ control: wrong, service: 'shop' }))).not.toContain('hidden')
  })

  it('has the options of `joinFleet` in the schema, but for what only code can say', async () => {
    const { $defs } = (await configSchema()) as unknown as {
      $defs: { fleet: { properties: Record<string, { description: string }> } }
    }
    expect(Object.keys($defs.fleet.properties).sort()).toEqual(
      FLEET_FIELDS.filter((name) => name !== 'health').sort(),
    )
    for (const { description } of Object.values($defs.fleet.properties)) expect(description).not.toBe('')
  })
})

describe('publications in a configuration', () => {
  it('are told of with the path of each faulty field', () => {
    expect(faultsFrom({ from: { published: 'htp://x' } })).toEqual([
      expect.stringMatching(/^terms\.prices\.from\.published: .*did you mean `http:`/),
    ])
    expect(faultsFrom({ from: { published: FROM, verify: { minisign: 'no-key' }, folde: 'x' } })).toEqual([
      expect.stringMatching(/^terms\.prices\.from\.verify\.minisign: /),
    ])
    expect(faultsFrom({ from: { published: FROM, folde: 'x', term: '' } })).toEqual([
      expect.stringMatching(/^terms\.prices\.from\.folde: unknown; did you mean `folder`/),
      expect.stringMatching(/^terms\.prices\.from\.term: /),
    ])
    expect(faultsFrom({ from: { published: '' } })).toEqual([
      'terms.prices.from.published: expected a URL, or the path of a folder',
    ])
  })

  it('have their signature in `from`, since manifests are what is signed', () => {
    const verify = { minisign: KEY }
    expect(faultsFrom({ from: { published: FROM, verify } })).toEqual([])
    expect(faultsFrom({ from: { published: FROM }, verify })).toEqual([
      'terms.prices.verify: belongs into `from: { published, verify }`',
    ])
  })

  it('have what the environment holds in their headers', () => {
    const headers = { authorization: variable('API_TOKEN') }
    expect(faultsFrom({ from: { published: FROM, http: { headers } } })).toEqual([
      'terms.prices.from.http.headers.authorization: the environment has no API_TOKEN',
    ])
    expect(faultsFrom({ from: { published: FROM, http: { headers } } }, { API_TOKEN: 'x' })).toEqual([])
  })
})
