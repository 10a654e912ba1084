/** How long a fetcher waits for what. @module */

import { checkRecord } from '../../base/checks.ts'
import type { Duration } from '../../base/duration.ts'
import { durationOrRefuse, LONGEST_TIMER } from '../../base/duration-checks.ts'
import { unexpected } from '../../base/unexpected.ts'

/** The slowest that a body may come. */
export interface HttpMinRate {
  /** 0 or more; 0 for no bound. @defaultValue `1024` */
  readonly bytesPerSecond?: number | undefined
  /** How long a body may fall behind that. @defaultValue `'30s'` */
  readonly over?: Duration | undefined
}

/** How long to wait for what; each more than 0 and at most 24 days. */
export interface HttpTimeouts {
  /** How long to wait for a connection, TLS included. @defaultValue `'5s'` */
  readonly connect?: Duration | undefined
  /** How long to wait for the headers of the answer, connecting included. @defaultValue `'15s'` */
  readonly headers?: Duration | undefined
  /** How long to wait for the next byte of the body. @defaultValue `'15s'` */
  readonly stall?: Duration | undefined
  /** The least rate of a body. @defaultValue 1 KiB/s over 30 s */
  readonly minRate?: HttpMinRate | undefined
}

/** Durations in ms. */
export interface ResolvedTimeouts {
  readonly connect: number
  readonly headers: number
  readonly stall: number
  readonly minRate: { readonly bytesPerSecond: number; readonly over: number }
}

/** @throws TypeError that names the option and the value seen */
export function resolveTimeouts(of: string, timeouts: HttpTimeouts): ResolvedTimeouts {
  checkRecord(of, 'timeouts', timeouts, ['connect', 'headers', 'stall', 'minRate'])
  const { connect = '5s', headers = '15s', stall = '15s', minRate = {} } = timeouts
  return {
    connect: durationOrRefuse(of, 'timeouts.connect', connect, LONGEST_TIMER),
    headers: durationOrRefuse(of, 'timeouts.headers', headers, LONGEST_TIMER),
    stall: durationOrRefuse(of, 'timeouts.stall', stall, LONGEST_TIMER),
    minRate: resolveMinRate(of, minRate),
  }
}

function resolveMinRate(of: string, minRate: HttpMinRate): ResolvedTimeouts['minRate'] {
  checkRecord(of, 'timeouts.minRate', minRate, ['bytesPerSecond', 'over'])
  const { bytesPerSecond = 1024, over = '30s' } = minRate
  if (!Number.isFinite(bytesPerSecond) || bytesPerSecond < 0) {
    throw unexpected(of, 'timeouts.minRate.bytesPerSecond', 'a number, 0 or more', bytesPerSecond)
  }
  return { bytesPerSecond, over: durationOrRefuse(of, 'timeouts.minRate.over', over) }
}
