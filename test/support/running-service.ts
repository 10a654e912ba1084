/** A service in this process: a configuration that runs until the test is over, and questions to it. @module */

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { checkConfig, type ServiceConfig } from '../../src/serve/config/index.ts'
import { type RunningService, serveConfig } from '../../src/serve/run/index.ts'

/** A folder of the test's own. */
export async function ownFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'everterm-service-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** What tests want of a service that says nothing else: any port, no log, no waiting at its end. */
const QUIET = { port: 0, observers: [], drain: 0 } as const

export const quietly = (config: ServiceConfig) =>
  checkConfig(config.socket === undefined ? { ...QUIET, ...config } : { observers: [], drain: 0, ...config })

/** Starts a service, which is stopped when the test is over. */
export async function runningService(config: ServiceConfig): Promise<RunningService> {
  const running = await serveConfig(quietly(config))
  onTestFinished(() => running.stop())
  await running.started
  return running
}

/** Asks the service for JSON. */
export async function askJson(
  running: RunningService,
  path: string,
): Promise<{ status: number; body: unknown }> {
  const answer = await fetch(new URL(path, running.url))
  return { status: answer.status, body: await answer.json() }
}
