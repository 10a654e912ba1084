/** The alerts as a file of rules that Prometheus loads. @module */

const PAGE = 'https://github.com/everterm/everterm/blob/main/docs/alerts.md'

// In quotes, JSON's texts are YAML's.
const quoted = (text) => JSON.stringify(text)

/** A text for a pager has no marks of Markdown. */
const spoken = (text) => quoted(text.replaceAll('`', ''))

const rule = ({ name, severity, expr, lasting, summary, meaning }) => `\
      - alert: ${name}
        expr: ${quoted(expr)}
        for: ${lasting}
        labels:
          severity: ${severity}
        annotations:
          summary: ${spoken(summary)}
          description: ${spoken(meaning)}
          runbook_url: ${PAGE}#${name.toLowerCase()}
`

export const rulesFile = (alerts) => `\
# Alerts on terms of everterm, for the metrics that @opentelemetry/exporter-prometheus exposes.
# Written by \`npm run alerts\` from the names of the metrics: change scripts/alerts/, not this file.
groups:
  - name: everterm
    rules:
${alerts.map(rule).join('')}`
