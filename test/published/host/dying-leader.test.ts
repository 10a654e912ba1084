/** One who leads a download may die while somebody calls at it. @module */

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { seekLead } from '../../../src/published/host/lead.ts'

const SHA256 = 'ab'.repeat(32)

/** Listens, and answers nobody: as one whose process is about to end. */
const DEAF = `require('net').createServer().listen(process.argv[1], () => {
  require('fs').writeSync(1, 'listens')
  for (;;);
})`

/** Without a turn of the event loop, which would see the call answered first. */
function awaitDeath(pid: number): void {
  const state = () => readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1]?.[0]
  while (state() !== 'Z');
}

test.skipIf(process.platform !== 'linux')(
  'whoever called at a leader as it died went on alone, and so did others: the next lead is taken by one',
  async () => {
    const leads = mkdtempSync(join(tmpdir(), 'everterm-lead-'))
    onTestFinished(() => rmSync(leads, { recursive: true }))
    const leader = spawn(process.execPath, ['-e', DEAF, join(leads, `${SHA256.slice(0, 16)}.1`)])
    onTestFinished(() => void leader.kill('SIGKILL'))
    await once(leader.stdout, 'data')
    const { signal } = new AbortController()
    const seeking = [1, 2, 3].map(() => seekLead(leads, SHA256, signal))
    leader.kill('SIGKILL')
    awaitDeath(leader.pid as number)
    const found = await Promise.all(seeking)
    // A call that was answered in time makes a follower, who hears that it is over, and seeks again.
    expect(found.map(({ role }) => role)).not.toContain('alone')
    expect(found.filter(({ role }) => role === 'leader').length).toBeLessThanOrEqual(1)
    for (const lead of found) if (lead.role === 'leader') await lead.release()
  },
)
