/** What the dashboard for Grafana shows, from what concerns readers to what happens inside. @module */

const CHOSEN = 'job=~"$job", instance=~"$instance"'

/** Panels by their rows. Widths are of 24. */
export function rowsOf({ series, labels }) {
  const ofTerms = (metric, more = '') => `${metric}{${CHOSEN}, ${labels.term}=~"$term"${more}}`
  const by = (...names) => `by (${names.join(', ')})`
  const perTerm = (how, metric) => `${how} ${by('instance', labels.term)} (${ofTerms(metric)})`
  const legend = `{{${labels.term}}} {{instance}}`
  const quantile = (q) =>
    `histogram_quantile(${q}, sum ${by('le', labels.term)} (rate(${ofTerms(series.refreshDuration)}[$__rate_interval])))`

  /** How many pairs of a term and a process are so. */
  const count = (title, metric, comparison, colour) => ({
    title,
    type: 'stat',
    width: 4,
    height: 4,
    colour,
    targets: [{ expr: `count(${perTerm('max', metric)} ${comparison}) or vector(0)` }],
  })
  const lines = (title, unit, ...targets) => ({
    title,
    type: 'timeseries',
    width: 12,
    height: 8,
    unit,
    targets,
  })

  return [
    {
      title: 'What readers get',
      panels: [
        count('Without a value', series.ready, '== 0', 'red'),
        count('Expired', series.expired, '> 0', 'red'),
        count('Stale', series.stale, '> 0', 'red'),
        count('Refusing a payload', series.quarantined, '> 0', 'orange'),
        count('On a fallback', series.fallback, '> 0', 'orange'),
        count('Pinned', series.pinned, '> 0', 'blue'),
        lines('Since the last confirmation', 's', { expr: perTerm('max', series.age), legend }),
        lines('Since the value last changed', 's', { expr: perTerm('max', series.contentAge), legend }),
        {
          title: 'Versions that are served, by how many processes',
          type: 'timeseries',
          width: 24,
          height: 7,
          unit: 'short',
          stacked: true,
          targets: [
            {
              expr: `count ${by(labels.term, labels.version)} (${ofTerms(series.info, `, ${labels.version}!=""`)} == 1)`,
              legend: `{{${labels.term}}} {{${labels.version}}}`,
            },
          ],
        },
      ],
    },
    {
      title: 'Refreshes',
      panels: [
        lines('Attempts a second, by how they ended', 'ops', {
          expr: `sum ${by(labels.outcome)} (rate(${ofTerms(series.refreshDuration, ', le="+Inf"')}[$__rate_interval]))`,
          legend: `{{${labels.outcome}}}`,
        }),
        lines('Failures a second, by their type', 'ops', {
          expr: `sum ${by(labels.errorType)} (rate(${ofTerms(series.refreshDuration, `, le="+Inf", ${labels.outcome}="failed"`)}[$__rate_interval]))`,
          legend: `{{${labels.errorType}}}`,
        }),
        lines(
          'How long an attempt takes',
          's',
          { expr: quantile(0.5), legend: `{{${labels.term}}} median` },
          { expr: quantile(0.95), legend: `{{${labels.term}}} one in twenty` },
        ),
        lines('Where the time goes (95 %)', 's', {
          expr: `histogram_quantile(0.95, sum ${by('le', labels.phase)} (rate(${ofTerms(series.phaseDuration)}[$__rate_interval])))`,
          legend: `{{${labels.phase}}}`,
        }),
        lines('Refused payloads in 15 minutes, by the rule', 'short', {
          expr: `sum ${by(labels.term, labels.rule, labels.errorType)} (increase(${ofTerms(series.rejections)}[15m]))`,
          legend: `{{${labels.term}}} {{${labels.rule}}} {{${labels.errorType}}}`,
        }),
        lines('Origins that began to be asked less often, in 15 minutes', 'short', {
          expr: `sum ${by('instance', labels.origin)} (increase(${series.throttled}{${CHOSEN}}[15m]))`,
          legend: `{{${labels.origin}}} {{instance}}`,
        }),
        lines('Bytes over the wire', 'Bps', {
          expr: `sum ${by(labels.term, labels.source)} (rate(${ofTerms(series.downloadIo)}[$__rate_interval]))`,
          legend: `{{${labels.term}}} from {{${labels.source}}}`,
        }),
        lines('Size of what is served', 'bytes', { expr: perTerm('max', series.size), legend }),
      ],
    },
    {
      title: 'In a fleet',
      panels: [
        lines('Rollouts by state, as instances see them', 'short', {
          expr: `sum ${by(labels.term, labels.rolloutState)} (${ofTerms(series.fleetRollout)})`,
          legend: `{{${labels.term}}} {{${labels.rolloutState}}}`,
        }),
        lines(
          'Instances that are behind, and that can not reach the engine',
          'short',
          {
            expr: `sum ${by(labels.term)} (${ofTerms(series.fleetBehind)})`,
            legend: `{{${labels.term}}} behind`,
          },
          {
            expr: `count(${series.fleetReachable}{${CHOSEN}} == 0) or vector(0)`,
            legend: 'without the engine',
          },
        ),
        lines('Votes in 15 minutes', 'short', {
          expr: `sum ${by(labels.term, labels.vote)} (increase(${ofTerms(series.fleetVotes)}[15m]))`,
          legend: `{{${labels.term}}} {{${labels.vote}}}`,
        }),
        lines('Steps of rollouts in 15 minutes', 'short', {
          expr: `sum ${by(labels.term, labels.rolloutState)} (increase(${ofTerms(series.fleetDecisions)}[15m]))`,
          legend: `{{${labels.term}}} {{${labels.rolloutState}}}`,
        }),
        lines(
          'What went live, was refused and went back in 15 minutes',
          'short',
          {
            expr: `sum ${by(labels.term)} (increase(${ofTerms(series.fleetActivations)}[15m]))`,
            legend: `{{${labels.term}}} live`,
          },
          {
            expr: `sum ${by(labels.term, labels.fleetStage)} (increase(${ofTerms(series.fleetRefusals)}[15m]))`,
            legend: `{{${labels.term}}} refused by {{${labels.fleetStage}}}`,
          },
          {
            expr: `sum ${by(labels.term)} (increase(${ofTerms(series.fleetRollbacks)}[15m]))`,
            legend: `{{${labels.term}}} back`,
          },
        ),
        lines(
          'Hints, outages and halts that were seen in 15 minutes',
          'short',
          { expr: `sum(increase(${ofTerms(series.fleetHints)}[15m]))`, legend: 'hints' },
          { expr: `sum(increase(${series.fleetOutages}{${CHOSEN}}[15m]))`, legend: 'outages' },
          { expr: `sum(increase(${ofTerms(series.fleetHalts)}[15m]))`, legend: 'halts' },
        ),
      ],
    },
    {
      title: 'Machines and supervisors',
      panels: [
        {
          title: 'What the machines do',
          type: 'timeseries',
          width: 12,
          height: 8,
          unit: 'short',
          stacked: true,
          targets: [
            { expr: `sum ${by(labels.state)} (${ofTerms(series.state)})`, legend: `{{${labels.state}}}` },
          ],
        },
        lines('Failures in a row', 'short', { expr: perTerm('max', series.failures), legend }),
        lines(
          'Keepsakes in 15 minutes',
          'short',
          { expr: `sum(increase(${ofTerms(series.keepsakeWrites)}[15m]))`, legend: 'written' },
          {
            expr: `sum(increase(${ofTerms(series.keepsakeFailures)}[15m]))`,
            legend: 'disks that began to fail',
          },
          { expr: `sum(increase(${ofTerms(series.keepsakeIgnored)}[15m]))`, legend: 'passed over' },
        ),
        lines('Children of supervisors', 'short', {
          expr: `sum ${by('instance', labels.supervisor)} (${series.children}{${CHOSEN}})`,
          legend: `{{${labels.supervisor}}} {{instance}}`,
        }),
        lines('Restarts in 15 minutes', 'short', {
          expr: `sum ${by('instance', labels.child)} (increase(${series.restarts}{${CHOSEN}}[15m]))`,
          legend: `{{${labels.child}}} {{instance}}`,
        }),
        lines('Restarts left before a supervisor gives up', 'short', {
          expr: `min ${by('instance', labels.supervisor)} (${series.restartBudget}{${CHOSEN}})`,
          legend: `{{${labels.supervisor}}} {{instance}}`,
        }),
      ],
    },
  ]
}
