/** Tells a running process what to do with a term, and tells what came of it. @module */

import { fieldOf } from '../../base/errors.ts'
import type { TermPage } from '../../serve/api/term-page.ts'
import type { ActionResult } from '../../serve/http/actions.ts'
import { CliError, isCliError } from '../cli-error.ts'
import type { Call, RunCommand } from '../command.ts'
import { askProcess } from '../remote/ask.ts'
import { remoteProcess } from '../remote/remote-process.ts'
import { nextStep } from '../words/next-step.ts'

/** An attempt may take as long as its deadline, which is 2 min where nobody has set one. */
const PATIENCE_MS = 150_000

export const runAction =
  (action: string): RunCommand =>
  async (call) => {
    const {
      operands: [term = '', version],
      given,
      terminal,
      signal,
    } = call
    const done = await askProcess<ActionResult>(remoteProcess(given, PATIENCE_MS), {
      method: 'POST',
      path: `v1/terms/${encodeURIComponent(term)}/${action}`,
      body: version === undefined ? {} : { version },
      signal,
    }).catch(async (error: unknown) => {
      throw await withNextStep(call, term, error)
    })
    if (terminal.isJson) await terminal.json({ term, action, ...done })
    else await terminal.line(doneInWords(action, term, done))
    if (done.refused !== undefined) terminal.say(`next: \`everterm refresh ${term}\``)
    return 'ok'
  }

/** What guards have just refused may be accepted: the failure says how. */
async function withNextStep({ given, signal }: Call, term: string, error: unknown): Promise<unknown> {
  const code = fieldOf(error, 'code')
  if (!isCliError(error) || (code !== 'ERR_TERM_GUARD' && code !== 'ERR_TERM_QUARANTINED')) return error
  const path = `v1/status/${encodeURIComponent(term)}`
  const page = await askProcess<TermPage>(remoteProcess(given), { path, signal }).catch(() => undefined)
  const [refused] = page?.quarantined ?? []
  const step = refused && nextStep(term, refused)
  return step === undefined ? error : new CliError(error.exit, error.message, `next: ${step}`, error.code)
}

const DONE: Readonly<Record<string, string>> = {
  pin: 'is pinned',
  unpin: 'is not pinned any more',
  rollback: 'went back',
}

function doneInWords(action: string, term: string, { outcome, version, refused }: ActionResult): string {
  if (refused !== undefined) {
    const still = version === undefined ? '' : `; live is still ${version}`
    const payload = payloadInWords(refused)
    return action === 'accept'
      ? `${term} takes ${payload} when it comes again${still}`
      : `${term} may try ${payload} again${still}`
  }
  const live = version === undefined ? '' : `; version ${version}`
  return `${term} ${DONE[action] ?? `is ${outcome ?? 'refreshed'}`}${live}`
}

/** By its version, and by the digest that names it alone. */
function payloadInWords({ version, digest }: NonNullable<ActionResult['refused']>): string {
  if (version === undefined || digest === undefined) return version ?? digest ?? 'it'
  return digest.startsWith(version) ? digest : `${version} (${digest})`
}
