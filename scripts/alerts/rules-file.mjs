/** The alerts as a file of rules that Prometheus loads. @module */

import { stringify } from 'yaml'

const PAGE = 'https://github.com/everterm/everterm/blob/main/docs/alerts.md'

/** A text for a pager has no marks of Markdown. */
const spoken = (text) => text.replaceAll('`', '')

const rule = ({ name, severity, expr, lasting, summary, meaning }) => ({
  alert: name,
  expr,
  for: lasting,
  labels: { severity },
  annotations: {
    summary: spoken(summary),
    description: spoken(meaning),
    runbook_url: `${PAGE}#${name.toLowerCase()}`,
  },
})

export const rulesFile = (alerts) => `\
# Alerts on terms of everterm, for the metrics that @opentelemetry/exporter-prometheus exposes.
# Written by \`npm run alerts\` from the names of the metrics: change scripts/alerts/, not this file.
${stringify({ groups: [{ name: 'everterm', rules: alerts.map(rule) }] }, { lineWidth: 0 })}`
