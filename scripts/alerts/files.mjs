/** All that is written of the names of the metrics. @module */

import { alertsOf } from './alerts.mjs'
import { dashboardOf } from './dashboard.mjs'
import { prometheusNames } from './names.mjs'
import { alertsPage } from './page.mjs'
import { rulesFile } from './rules-file.mjs'

/** Texts by the path of their file, made of `METRICS` and `ATTRIBUTES`. */
export function alertFiles(of) {
  const names = prometheusNames(of)
  const alerts = alertsOf(names)
  return {
    'deploy/prometheus/everterm.rules.yml': rulesFile(alerts),
    'deploy/grafana/everterm.json': `${JSON.stringify(dashboardOf(names), null, 2)}\n`,
    'docs/alerts.md': alertsPage(alerts),
  }
}
