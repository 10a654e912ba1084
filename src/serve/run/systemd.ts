/** Tells systemd how the service is (`sd_notify(3)`). Node.js has no datagram sockets of unix, so `systemd-notify` says it. @module */

import { spawn } from 'node:child_process'
import type { Environment } from '../config/index.ts'

export interface Systemd {
  ready(): Promise<void>
  reloading(): Promise<void>
  stopping(): Promise<void>
  /** Says again and again that the service lives, where systemd wants that, for as long as `isAlive`. */
  watch(isAlive: () => boolean): () => void
}

export interface SystemdOptions {
  readonly env: Environment
  /** Hears, once, that systemd can't be told. */
  failed(words: string): void
}

const US = 1_000

/** Where nobody has started the process who wants to know, nothing is said. */
export function systemd({ env, failed }: SystemdOptions): Systemd {
  const isAsked = env.NOTIFY_SOCKET !== undefined && env.NOTIFY_SOCKET !== ''
  let hasFailed = false
  let last: Promise<void> = Promise.resolve()

  /** One after the other, since each is a process of its own. */
  function say(...facts: readonly string[]): Promise<void> {
    if (!isAsked || hasFailed) return Promise.resolve()
    last = last
      .then(() => said(facts, env))
      .catch((error: unknown) => {
        if (hasFailed) return
        hasFailed = true
        failed(`systemd can't be told: ${String(error)}`)
      })
    return last
  }

  return {
    ready: () => say('READY=1'),
    // By this systemd knows which READY=1 ends the reload.
    reloading: () => say('RELOADING=1', `MONOTONIC_USEC=${process.hrtime.bigint() / 1_000n}`),
    stopping: () => say('STOPPING=1'),
    watch(isAlive) {
      const isMine = env.WATCHDOG_PID === undefined || env.WATCHDOG_PID === String(process.pid)
      const us = Number(env.WATCHDOG_USEC)
      if (!isAsked || !isMine || !(us > 0)) return () => {}
      const timer = setInterval(
        () => {
          if (isAlive()) void say('WATCHDOG=1')
        },
        us / US / 2,
      )
      timer.unref()
      return () => clearInterval(timer)
    },
  }
}

function said(facts: readonly string[], env: Environment): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('systemd-notify', facts, { env: { ...env }, stdio: 'ignore' })
    child.on('error', reject)
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`systemd-notify ended with ${code}`)),
    )
  })
}
