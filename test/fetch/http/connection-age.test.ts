/** How old connections get: a service that moves is found, and what still comes from the old machine is not cut. @module */

import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo, LookupFunction } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openConnections } from '../../../src/fetch/http/connections.ts'
import { serveOrigin } from '../../support/origin.ts'
import { fetchText, httpFetcher } from '../../support/probing.ts'

/** Two machines that keep their connections open for ever, and a name that leads to the first one until it moves. */
async function twoMachines() {
  const answer = (text: string, host: string, port: number) => async (): Promise<Server> => {
    const server = createServer({ keepAliveTimeout: 0 }, (request, response) => {
      response.setHeader('keep-alive', 'timeout=600')
      if (request.url !== '/slow') return void response.end(text)
      response.write(text)
      setTimeout(() => response.end(text), 60)
    })
    server.listen(port, host)
    await once(server, 'listening')
    onTestFinished(() => void server.close(() => {}).closeAllConnections())
    return server
  }
  const first = await answer('old', '127.0.0.1', 0)()
  const { port } = first.address() as AddressInfo
  await answer('new', '127.0.0.2', port)()
  let address = '127.0.0.1'
  let lookups = 0
  const lookup: LookupFunction = (_, options, callback) => {
    lookups += 1
    if (options.all) callback(null, [{ address, family: 4 }])
    else callback(null, address, 4)
  }
  return {
    lookup,
    origin: `http://data.example:${port}`,
    move: () => {
      address = '127.0.0.2'
    },
    get lookups() {
      return lookups
    },
  }
}

function lineWith(lookup: LookupFunction, maxAge: number) {
  const connections = openConnections(undefined, {
    connect: 5_000,
    connections: 16,
    allowAddresses: [],
    lookup,
    maxAge,
  })
  connections.join()
  onTestFinished(() => connections.leave())
  const signal = new AbortController().signal
  return async (origin: string, path = '/') =>
    (await connections.send({ origin, path, method: 'GET', signal })).body
}

describe('a service that moves by DNS while the old machine answers', () => {
  it('is found by connections in steady use, when they are old enough', async () => {
    const machines = await twoMachines()
    const ask = lineWith(machines.lookup, 40)

    expect(await (await ask(machines.origin)).text()).toBe('old')
    machines.move()
    const heard: string[] = []
    for (let poll = 0; poll < 100 && heard.at(-1) !== 'new'; poll += 1) {
      heard.push(await (await ask(machines.origin)).text())
      await delay(5)
    }
    expect(heard.at(-1)).toBe('new')
  })

  it('is not asked for a name again before that', async () => {
    const machines = await twoMachines()
    const ask = lineWith(machines.lookup, 60_000)
    for (let poll = 0; poll < 10; poll += 1) {
      expect(await (await ask(machines.origin)).text()).toBe('old')
      // The connection is free again in the next turn.
      await delay(1)
    }

    expect(machines.lookups).toBe(1)
  })

  it('does not keep a body that never ends from ending with the last who asks', async () => {
    await using origin = await serveOrigin()
    origin.publish('/', 'fine')
    origin.reply('/endless', (_, response) => {
      response.writeHead(200, { 'content-length': 10 })
      response.write('x')
    })
    const connections = openConnections(undefined, {
      connect: 5_000,
      connections: 16,
      allowAddresses: [],
      maxAge: 1,
    })
    connections.join()
    const { signal } = new AbortController()
    const ask = async (path: string) =>
      (await connections.send({ origin: origin.url, path, method: 'GET', signal })).body
    const endless = await ask('/endless')
    await delay(5)
    expect(await (await ask('/')).text()).toBe('fine')
    await connections.leave()

    await expect(endless.text()).rejects.toThrow()
    await origin.drained()
  })

  it('does not cut the body that still comes over an old connection', async () => {
    const machines = await twoMachines()
    const ask = lineWith(machines.lookup, 1)
    const slow = await ask(machines.origin, '/slow')
    machines.move()
    await delay(5)

    expect(await (await ask(machines.origin)).text()).toBe('new')
    expect(await slow.text()).toBe('oldold')
  })
})

describe('the option', () => {
  it('counts for the connections of a fetcher', async () => {
    await using origin = await serveOrigin()
    origin.publish('/', 'fine')
    const young = httpFetcher(origin.url, { maxConnectionAge: 1 })
    for (let poll = 0; poll < 3; poll += 1) {
      expect(await fetchText(young)).toBe('fine')
      await delay(3)
    }
    expect(origin.connections).toBe(3)

    const lasting = httpFetcher(origin.url)
    for (let poll = 0; poll < 3; poll += 1) {
      await fetchText(lasting)
      await delay(3)
    }
    expect(origin.connections).toBe(4)
  })

  it('leaves no connection behind at the end', async () => {
    await using origin = await serveOrigin()
    origin.publish('/', 'fine')
    const fetcher = httpFetcher(origin.url, { maxConnectionAge: 1 })
    await fetcher.init?.({ signal: new AbortController().signal, maxBytes: 100 })
    for (let poll = 0; poll < 3; poll += 1) {
      await fetchText(fetcher)
      await delay(3)
    }
    await fetcher.close?.()

    await origin.drained()
  })
})
