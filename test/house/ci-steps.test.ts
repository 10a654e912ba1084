/** A step of the CI runs a command as it is, tells of it, and waits for nobody else: `.ci/run`, in a real bash. @module */

import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ROOT, read } from './sources.ts'

const source = read('.ci/run')

/** A function of the script as it stands there. */
function taken(name: string): string {
  const [text] = new RegExp(`^${name}\\(\\) \\{(?: .* \\}|\\n[\\s\\S]*?\\n\\})$`, 'm').exec(source) ?? []
  if (text === undefined) throw new Error(`.ci/run has no function ${name}`)
  return text
}

const HEAD = [
  'set -u -o pipefail',
  'failed=0 notes=()',
  ...['step', 'telling', 'check'].map(taken),
  `told() { printf '%s\\n' told: "\${notes[@]}"; }`,
].join('\n')

/** What a script prints that has the functions of the CI. */
function played(...lines: string[]) {
  const WORK = mkdtempSync(join(tmpdir(), 'everterm-ci-'))
  try {
    const { status, stdout, stderr } = spawnSync('bash', ['-c', [HEAD, ...lines].join('\n')], {
      encoding: 'utf8',
      // As that of the script.
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, WORK },
      timeout: 30_000,
    })
    return { status, stderr, lines: stdout.split('\n').filter((line) => line !== '') }
  } finally {
    rmSync(WORK, { recursive: true, force: true, maxRetries: 5 })
  }
}

const TOOK = expect.stringMatching(/^== ok \(\d+ s\)$/)

test('the script of the CI can be read by a shell', () => {
  expect(() => execFileSync('bash', ['-n', '.ci/run'], { cwd: ROOT, stdio: 'pipe' })).not.toThrow()
})

// As Debian's bash and tail do it.
describe.runIf(process.platform === 'linux')('a step', () => {
  test('whose command is a program ended the whole run: a variable of the shell was not bound', () => {
    expect(played("check 'a program' env echo hello", 'told', 'echo "failed: $failed"')).toEqual({
      status: 0,
      stderr: '',
      lines: ['== a program', 'hello', TOOK, 'told:', 'failed: 0'],
    })
  })

  test('keeps what a function sets in the shell', () => {
    const { lines } = played(
      'server() { echo starting; port=7480; }',
      "check 'the server' server",
      'echo "port: $port"',
    )
    expect(lines).toEqual(['== the server', 'starting', TOOK, 'port: 7480'])
  })

  test('tells all that was said before it says how it went, errors and a last line without an end too', () => {
    const { lines, stderr } = played(
      'talks() { seq 2000; echo warned >&2; printf unended; }',
      "check 'much' talks",
      'echo after',
    )
    expect(lines.slice(2000)).toEqual(['2000', 'warned', expect.stringMatching(/^unended== ok/), 'after'])
    expect(stderr).toBe('')
  })

  test('that fails is counted, and the lines that tell of its errors are told again', () => {
    const { lines, status } = played(
      'fails() { echo fine; echo "TypeError: no such thing"; echo beside; return 3; }',
      "check 'breaks' fails",
      "check 'goes on' true",
      'told',
      'echo "failed: $failed"',
    )
    expect(lines).toEqual([
      '== breaks',
      ...['fine', 'TypeError: no such thing', 'beside'],
      expect.stringMatching(/^== FAILED: breaks \(\d+ s\)$/),
      ...['== goes on', TOOK, 'told:'],
      ...['FAILED (exit 3): breaks', 'TypeError: no such thing', 'failed: 1'],
    ])
    expect(status).toBe(0)
  })

  test('that fails without a word of errors is told by its last lines', () => {
    const { lines } = played("check 'breaks' bash -c 'seq 9; exit 1'", 'told')
    expect(lines.slice(-6)).toEqual(['FAILED (exit 1): breaks', '5', '6', '7', '8', '9'])
  })

  test('does not tell what an earlier one said', () => {
    const { lines } = played(
      "check 'first' bash -c 'echo Error: of the first; exit 1'",
      "check 'second' false",
      'told',
    )
    expect(lines.slice(-3)).toEqual([
      'FAILED (exit 1): first',
      'Error: of the first',
      'FAILED (exit 1): second',
    ])
  })

  // Whoever waits for the daemon finds it dead.
  test('waited for a daemon that its command left behind with the output of the step', () => {
    const { lines } = played(
      'starts() { echo up; sleep 40 & daemon=$!; }',
      "check 'the daemon' starts",
      'kill -0 "$daemon" && echo alive',
      "check 'the next' echo hello",
      'kill "$daemon"',
    )
    expect(lines).toEqual(['== the daemon', 'up', TOOK, 'alive', '== the next', 'hello', TOOK])
  })
})
