/** Measures when terms of one origin come to it: at the start, in health, in an outage and after it. @module */

import { inProcess } from './support/in-process.mjs'
import { settingsOf } from './support/settings.mjs'

const INTERVAL = 5
const FULL = { terms: 1_000, interval: `${INTERVAL}m`, minutes: 60 }
const QUICK = { terms: 200, interval: `${INTERVAL}m`, minutes: 15 }
const TIMES = ['start', 'health', 'outage', 'recovery']

export async function measure(options) {
  const settings = settingsOf(options, { full: FULL, brief: QUICK })
  return { settings, results: await inProcess('herd', settings, { node: options.node }) }
}

export function report({ settings: { terms, interval, minutes }, results }) {
  const { outage, recovery } = results
  const rate = ({ all, minutes }) => all / minutes
  const healthy = terms / INTERVAL
  return {
    title: `${terms} terms of one origin that poll every ${interval}, on simulated time`,
    tables: [
      TIMES.map((when) => ({
        when,
        minutes: results[when].minutes,
        'requests a minute': rate(results[when]).toFixed(1),
        'most in one second': results[when].most,
        'in each minute': sparkline(results[when].perMinute),
      })),
    ],
    targets: [
      // The reserve of 10 is used once; the rest is twice what the terms poll.
      {
        what: `requests in ${minutes} min of outage, times what the terms poll`,
        unit: '',
        measured: (outage.all - 10) / (healthy * minutes),
        limit: 2.05,
      },
      {
        what: 'most in one second after the outage, times the healthy mean',
        unit: '',
        measured: recovery.most / (healthy / 60),
        limit: terms > 500 ? 6 : 15,
      },
    ],
  }
}

const BARS = '▁▂▃▄▅▆▇█'

function sparkline(counts) {
  const most = Math.max(1, ...counts)
  return counts.map((count) => BARS[Math.round((count / most) * (BARS.length - 1))]).join('')
}
