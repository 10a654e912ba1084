/** What a command writes to: data to stdout, words for people to stderr, colours only where somebody sees them. @module */

import type { WriteStream } from 'node:tty'
import { styleText } from 'node:util'
import { visible, visibleJson } from './words/visible.ts'

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'blue' | 'cyan'

/** Puts a style on a text; none where there are no colours. */
export type Paint = (style: Style, text: string) => string

/** A stream of the process, or of a test. */
export type Stream = Pick<WriteStream, 'write' | 'isTTY' | 'columns' | 'rows'>

export interface Terminal {
  readonly stdout: Stream
  readonly stderr: Stream
  readonly paint: { readonly stdout: Paint; readonly stderr: Paint }
  /** How wide its stdout is: of a terminal, or as `COLUMNS` says; else without an end. */
  readonly width: number
  readonly isQuiet: boolean
  readonly isVerbose: boolean
  readonly isJson: boolean
  /** Writes data. It resolves when the system has it, so that a slow reader is waited for. */
  data(chunk: string | Uint8Array): Promise<void>
  /** Writes a line of data; what would be a command to the terminal is shown, a new line, too. */
  line(text: string): Promise<void>
  lines(texts: readonly string[]): Promise<void>
  json(value: unknown): Promise<void>
  /** A line for people, on stderr; nothing with --quiet. */
  say(text: string): void
  /** The same, with --verbose alone. */
  detail(text: string): void
}

export interface TerminalFlags {
  readonly isQuiet: boolean
  readonly isVerbose: boolean
  readonly isJson: boolean
}

/** Does anybody see colours there? `NO_COLOR` and `FORCE_COLOR` decide before what the stream is. */
export function hasColours({ isTTY }: Pick<Stream, 'isTTY'>, env: NodeJS.ProcessEnv): boolean {
  if (env.NO_COLOR) return false
  if (env.FORCE_COLOR !== undefined) return !['0', 'false'].includes(env.FORCE_COLOR)
  return isTTY === true && env.TERM !== 'dumb'
}

export const paintFor = (stream: Pick<Stream, 'isTTY'>, env: NodeJS.ProcessEnv): Paint =>
  hasColours(stream, env)
    ? (style, text) => styleText(style, text, { validateStream: false })
    : (_style, text) => text

export function terminalOf(
  { stdout, stderr }: { readonly stdout: Stream; readonly stderr: Stream },
  env: NodeJS.ProcessEnv,
  flags: TerminalFlags,
): Terminal {
  const data = (chunk: string | Uint8Array) =>
    new Promise<void>((resolve, reject) => {
      stdout.write(chunk as string, (error) => (error == null ? resolve() : reject(error)))
    })
  const [isBright, isBrightBeside] = [hasColours(stdout, env), hasColours(stderr, env)]
  const say = (text: string) => {
    if (!flags.isQuiet) stderr.write(`${visible(text, isBrightBeside)}\n`)
  }
  const lines = (texts: readonly string[]) =>
    data(texts.map((text) => `${visible(text, isBright)}\n`).join(''))
  return {
    stdout,
    stderr,
    paint: { stdout: paintFor(stdout, env), stderr: paintFor(stderr, env) },
    width: stdout.columns || Number(env.COLUMNS) || Infinity,
    ...flags,
    data,
    line: (text) => lines([text]),
    lines,
    json: (value) => data(`${visibleJson(value, stdout.isTTY ? 2 : 0)}\n`),
    say,
    detail: (text) => {
      if (flags.isVerbose) say(text)
    },
  }
}
