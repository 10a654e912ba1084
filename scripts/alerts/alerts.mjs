/** The alerts: what fires, when, what it means and what to do. Rules, the page about them and their names come of these. @module */

/**
 * @typedef {object} Alert
 * @property {string} name
 * @property {'critical' | 'warning' | 'info'} severity
 * @property {string} expr - in PromQL
 * @property {string} lasting - for how long it has to hold
 * @property {string} summary - one line, for a pager
 * @property {string} meaning
 * @property {string} doing
 */

/** @returns {readonly Alert[]} */
export function alertsOf({ series, labels }) {
  const target = 'job, instance'
  const term = `{{ $labels.${labels.term} }}`
  const ofTerm = (how, metric) => `${how} by (${target}, ${labels.term}) (${metric})`
  const process = '{{ $labels.instance }}'
  /** What a counter has risen by; one that appears within the time rises from 0, which `increase` doesn't know. */
  const risen = (counter, time) =>
    `((${counter} unless ${counter} offset ${time}) or increase(${counter}[${time}]))`

  return [
    {
      name: 'EvertermTermNotReady',
      severity: 'critical',
      expr: `${ofTerm('max', series.ready)} == 0`,
      lasting: '2m',
      summary: `${term} has no value to read on ${process}`,
      meaning:
        'Readers of the term get an error: it has never loaded, or what it has is withheld because it has expired.',
      doing:
        'Look for `refresh.failed` of the term in the log: `err` and `errorType` say why. With a keepsake the next start has a value without the origin.',
    },
    {
      name: 'EvertermTermExpired',
      severity: 'critical',
      expr: `${ofTerm('max', series.expired)} > 0`,
      lasting: '1m',
      summary: `${term} has expired on ${process}`,
      meaning: 'The value is older than `maxAge`, or its signature has expired.',
      doing:
        'If the origin answers, it may be repeating an old version whose signature has run out: publish one that is signed anew. Else as for a stale one.',
    },
    {
      name: 'EvertermTermStale',
      severity: 'warning',
      expr: `${ofTerm('max', series.stale)} > 0`,
      lasting: '5m',
      summary: `${term} is stale on ${process}`,
      meaning:
        'The value has gone unconfirmed for longer than `maxStale`, or than its origin allows. It is still served.',
      doing:
        'See whether other processes have it, too: if so, the origin is down; if not, this process can’t reach it.',
    },
    {
      name: 'EvertermTermFailing',
      severity: 'warning',
      expr: `${ofTerm('max', series.failures)} > 5`,
      lasting: '15m',
      summary: `the refreshes of ${term} on ${process} have failed for a while`,
      meaning:
        'More than five attempts in a row have failed. The last good value is served; without `maxStale` nothing else says that it grows old.',
      doing:
        'The `error_type` of the failed refreshes says what kind of failure it is: an address, a denial, a payload.',
    },
    {
      name: 'EvertermTermRefused',
      severity: 'warning',
      expr: `${ofTerm('max', series.quarantined)} > 0`,
      lasting: '10m',
      summary: `${term} refuses what its origin offers, on ${process}`,
      meaning:
        'A payload was refused, by its signature, its decoder, a schema, `validate` or guards, and nothing better has come. It is remembered, and not tried again for now.',
      doing:
        'The log line `term.rejected` has the rule and the figures. If the payload is right after all, ease the rule, then `release(version)` it.',
    },
    {
      name: 'EvertermTermOnFallback',
      severity: 'warning',
      expr: `${ofTerm('max', series.fallback)} > 0`,
      lasting: '30m',
      summary: `a fallback serves ${term} on ${process}`,
      meaning: 'The origin that is meant to answer doesn’t, and another one does.',
      doing:
        'The log line `source.changed` says why. Nothing is wrong for readers yet, but a reserve is in use.',
    },
    {
      name: 'EvertermSignatureExpires',
      severity: 'warning',
      expr: `(${ofTerm('min', series.expiry)} - time() < 86400) unless ${ofTerm('max', series.ageLimit)}`,
      lasting: '1h',
      summary: `the signature of ${term} expires within a day (${process})`,
      meaning:
        'No confirmation makes a signature last longer. Terms with `maxAge` are left out: their expiry moves with each confirmation.',
      doing: 'Sign the object anew, also if nothing of it has changed.',
    },
    {
      name: 'EvertermVersionSkew',
      severity: 'warning',
      expr: `count by (job, ${labels.term}) (count by (job, ${labels.term}, ${labels.version}) (${series.info}{${labels.version}!=""} == 1)) > 1`,
      lasting: '30m',
      summary: `processes of {{ $labels.job }} serve different versions of ${term}`,
      meaning: 'Some have taken in a version that others haven’t, for longer than a poll should take.',
      doing: 'Ask for the versions by instance: those behind are pinned, fail, or refuse the new one.',
    },
    {
      name: 'EvertermTermHeldBack',
      severity: 'info',
      expr: `${ofTerm('max', series.heldBack)} > 0`,
      lasting: '1d',
      summary: `a pin has held back a newer ${term} for a day, on ${process}`,
      meaning: 'Somebody went back to a version, and a newer one has come since.',
      doing: 'If the reason is gone, `unpin()`.',
    },
    {
      name: 'EvertermRefreshSlow',
      severity: 'info',
      expr: `histogram_quantile(0.95, sum by (job, ${labels.term}, le) (rate(${series.refreshDuration}[1h]))) > 60`,
      lasting: '30m',
      summary: `one refresh in twenty of ${term} takes longer than a minute ({{ $labels.job }})`,
      meaning:
        'Attempts come near their deadline, which is two minutes unless `limits.deadline` says otherwise.',
      doing:
        'The durations by phase say where: a slow origin, or a decoder that waits for memory or for its turn.',
    },
    {
      name: 'EvertermRestarts',
      severity: 'warning',
      expr: `sum by (${target}, ${labels.supervisor}, ${labels.child}) ${risen(series.restarts, '15m')} > 3`,
      lasting: '0m',
      summary: `{{ $labels.${labels.child} }} crashes again and again on ${process}`,
      meaning:
        'A crash is a bug, of a fetcher or a decoder of your own, or `retry.maxFailures` in a row. Readers keep their value.',
      doing: 'The log line `term.crashed` has the error and its stack.',
    },
    {
      name: 'EvertermKeepsakeFails',
      severity: 'warning',
      expr: `sum by (${target}, ${labels.term}) (${risen(series.keepsakeFailures, '1h')}) > 0`,
      lasting: '0m',
      summary: `${term} can’t be kept on the disk of ${process}`,
      meaning:
        'A disk has begun to fail: full, slow or not writable. Readers notice nothing, but the next start may need the origin.',
      doing:
        'The log line `keepsake.failed` has the reason. Once the disk heals, the present value is written by itself.',
    },
    {
      name: 'EvertermRolloutHalted',
      severity: 'warning',
      expr: `max by (job, ${labels.term}) (${series.fleetRollout}{${labels.rolloutState}="halted"}) > 0`,
      lasting: '1m',
      summary: `a rollout of ${term} has halted ({{ $labels.job }})`,
      meaning:
        'A gate has refused the publication, a process died over it, too many were not well with it, or somebody has halted it. All are back on what was stable before.',
      doing:
        '`everterm fleet status` says why, and by whose word. It stays halted: publish better bytes, or `everterm republish` the same under a new number, which also ends this alert.',
    },
    {
      name: 'EvertermRolloutPaused',
      severity: 'warning',
      expr: `max by (job, ${labels.term}) (${series.fleetRollout}{${labels.rolloutState}="paused"}) > 0`,
      lasting: '30m',
      summary: `a rollout of ${term} waits for somebody ({{ $labels.job }})`,
      meaning:
        'Instances that should have spoken were silent, a stage took too long, or somebody has paused it. Some hold the new publication and others don’t, and it goes on by nobody but a person.',
      doing: '`everterm fleet status` says why. Then `everterm fleet resume`, or `halt`.',
    },
    {
      name: 'EvertermFleetBehind',
      severity: 'warning',
      expr: `${ofTerm('max', series.fleetBehind)} > 0`,
      lasting: '15m',
      summary: `${term} on ${process} does not hold what its fleet wants of it`,
      meaning:
        'The fleet has decided what this instance is to hold, by a rollout, a pin or a halt, and it holds something else: it can’t fetch it, or somebody has pinned another version on it alone.',
      doing:
        'Look for `refresh.failed` of the term in the log, and for a pin of the process: `everterm inspect`. The page of the fleet lists all who are behind, and since when.',
    },
    {
      name: 'EvertermFleetUnreachable',
      severity: 'warning',
      expr: `min by (${target}) (${series.fleetReachable}) == 0`,
      lasting: '5m',
      summary: `${process} can’t reach the engine of its fleet`,
      meaning:
        'It holds what it held, and takes what becomes stable; rollouts, pins and halts don’t reach it. To its fleet it is silent, so that a rollout that waits for it pauses.',
      doing:
        'If all say so, the engine is down; if one does, its network or its password is. The log line `fleet.unreachable` has the reason.',
    },
    {
      name: 'EvertermListenerErrors',
      severity: 'warning',
      expr: `sum by (${target}, ${labels.term}) ${risen(series.listenerErrors, '15m')} > 0`,
      lasting: '0m',
      summary: `a listener has thrown on ${process}`,
      meaning: 'Code of yours that is told of new values has failed, so that something may go by an old one.',
      doing: 'The log line `listener.failed` has its message and place.',
    },
  ]
}
