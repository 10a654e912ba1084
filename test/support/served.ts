/** A tree that is served on a real socket, and a client that may ask as browsers wouldn't. @module */

import { once } from 'node:events'
import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http'
import { onTestFinished } from 'vitest'
import { type Children, type SuperviseOptions, type Supervision, supervise } from '../../src/index.ts'
import { assetsIn } from '../../src/serve/http/assets.ts'
import { listen } from '../../src/serve/http/listen.ts'
import { type ServiceOptions, service } from '../../src/serve/service.ts'
import { noJitter } from './grown.ts'

export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
  json<T = Record<string, unknown>>(): T
}

export interface Served {
  readonly url: string
  readonly tree: Supervision
  ask(path: string, options?: Asking): Promise<Answer>
  /** Sends a request, whose answer ends at its headers. */
  open(path: string, options?: Asking): Promise<IncomingMessage>
  close(): void
}

interface Asking {
  readonly method?: string
  readonly headers?: Record<string, string>
  readonly body?: string
}

export const TOKEN = 'a token of the tests'.replaceAll(' ', '-')
export const ACTING = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' }

const NO_ASSETS = assetsIn(new URL('file:///nowhere/at/all/'))

/** What a service is asked to be, unless a test says otherwise. */
export const asked: ServiceOptions = {
  name: 'tests',
  token: TOKEN,
  values: false,
  data: true,
  base: '',
  hosts: [],
  assets: NO_ASSETS,
}

/** Serves a tree until the end of the test. */
export async function served(
  children: Children,
  options: Partial<ServiceOptions> = {},
  tree: SuperviseOptions = {},
): Promise<Served> {
  const { handler, desk, close } = service({ ...asked, ...options })
  const { url, close: stopListening } = await listen(handler, {})
  const running = await supervise(children, { random: noJitter, observers: [desk], ...tree })
  onTestFinished(async () => {
    close()
    await Promise.all([stopListening(), running.stop()])
  })

  async function open(path: string, { method = 'GET', headers, body }: Asking = {}) {
    const { hostname, port } = new URL(url)
    const asking = request({ hostname, port, path, method, headers: { ...headers }, agent: false })
    asking.end(body)
    const [answer] = (await once(asking, 'response')) as [IncomingMessage]
    return answer
  }
  return {
    url,
    tree: running,
    open,
    close,
    async ask(path, asking) {
      const answer = await open(path, asking)
      answer.setEncoding('utf8')
      let text = ''
      for await (const chunk of answer) text += chunk
      return { status: answer.statusCode ?? 0, headers: answer.headers, text, json: () => JSON.parse(text) }
    },
  }
}
