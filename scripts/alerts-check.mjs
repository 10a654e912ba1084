/** Holds the rules, their tests and each expression of the dashboard to Prometheus's own promtool. @module */

import { spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url))

function promtool(...args) {
  const { status } = spawnSync(at('scripts/promtool.sh'), args, { stdio: 'inherit' })
  if (status !== 0) process.exitCode = 1
}

/** The expressions of a dashboard as rules, with something in place of what Grafana fills in. */
function asRules({ panels }) {
  const expressions = panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr))
  const filled = expressions.map((expr) => expr.replaceAll('$__rate_interval', '5m').replace(/\$\w+/g, '.+'))
  const rules = filled.map((expr, index) => ({ record: `panel:${index}`, expr }))
  return JSON.stringify({ groups: [{ name: 'dashboard', rules }] })
}

const folder = await mkdtemp(join(tmpdir(), 'everterm-alerts-'))
try {
  const ofPanels = join(folder, 'dashboard.yml')
  await writeFile(ofPanels, asRules(JSON.parse(await readFile(at('deploy/grafana/everterm.json'), 'utf8'))))
  promtool('check', 'rules', at('deploy/prometheus/everterm.rules.yml'), ofPanels)
  promtool('test', 'rules', at('test/deploy/rules.test.yml'))
} finally {
  await rm(folder, { recursive: true })
}
