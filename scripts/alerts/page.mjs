/** The page about the alerts, for whom one has woken. @module */

const row = ({ name, severity, lasting, meaning }) =>
  `| [\`${name}\`](#${name.toLowerCase()}) | ${severity} | ${lasting === '0m' ? 'at once' : lasting} | ${meaning} |`

const section = ({ name, expr, meaning, doing }) => `\
## ${name}

${meaning}

${doing}

\`\`\`promql
${expr}
\`\`\`
`

export const alertsPage = (alerts) => `\
# Alerts

[everterm.rules.yml](../deploy/prometheus/everterm.rules.yml) has these alerts for Prometheus, and
[everterm.json](../deploy/grafana/everterm.json) a dashboard for Grafana: import it, and choose a data source. Both are in the
package, under \`deploy/\`, and go by the metrics that \`otel()\` and \`@opentelemetry/exporter-prometheus\` expose. This page
and both files are written by \`npm run alerts\` from the [names of the metrics](telemetry.md#metrics).

\`\`\`yaml
rule_files:
  - node_modules/everterm/deploy/prometheus/everterm.rules.yml
\`\`\`

Staleness and failures are warnings: the last good value is served meanwhile. What wakes somebody is a reader without a value.

| Alert | Severity | Lasts | Means |
|---|---|---|---|
${alerts.map(row).join('\n')}

${alerts.map(section).join('\n')}`
