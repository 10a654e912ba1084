/** What comes from elsewhere reaches a terminal as text, and never as a command to it. @module */

import { createServer } from 'node:http'
import { describe, expect, it, onTestFinished } from 'vitest'
import { runCli } from '../../src/cli/index.ts'
import { paintFor, type Stream } from '../../src/cli/terminal.ts'
import { visible, visibleJson, visibleLines } from '../../src/cli/words/visible.ts'

const ESC = String.fromCharCode(27)
const EVIL = `v${ESC}]0;PWNED\u0007${ESC}[2J\u009b31m\r\nFAKE`

describe('a line', () => {
  it('shows controls, and keeps our colours alone', () => {
    const paint = paintFor({ isTTY: true }, { FORCE_COLOR: '1' })
    const painted = paint('red', 'bad')
    expect(visible(EVIL)).toBe('v\\x1b]0;PWNED\\x07\\x1b[2J\\x9b31m\\x0d\\x0aFAKE')
    expect(visible(`${painted}${ESC}[8m`, true)).toBe(`${painted}\\x1b[8m`)
    expect(visible(painted)).toBe('\\x1b[31mbad\\x1b[39m')
    expect(visibleLines('a\nb\r')).toBe('a\nb\\x0d')
  })

  it('of JSON has them escaped, and means the same', () => {
    expect(visibleJson({ a: EVIL })).not.toMatch(/\p{Cc}/u)
    expect(JSON.parse(visibleJson({ a: EVIL }, 2))).toEqual({ a: EVIL })
  })
})

it('the message of a process that is asked commands no terminal', async () => {
  const body = JSON.stringify({ error: { code: 'ERR_X', message: EVIL } })
  const server = createServer((_, response) => response.writeHead(409).end(body))
  onTestFinished(() => void server.close())
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as { port: number }
  let said = ''
  const stream = {
    write(text: string, done?: () => void) {
      said += text
      done?.()
      return true
    },
  } as unknown as Stream
  const words = ['inspect', '--to', `http://127.0.0.1:${port}`]
  const { signal } = new AbortController()
  await runCli({ words, env: {}, stdout: stream, stderr: stream, signal })
  expect(said.split('\n')[0]).toBe(`everterm: ${visible(EVIL)}`)
  expect(said.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u)
})
