/** Finds records of one subject by another field than the key, in a process of its own. @module */

const { subject, paths, size, builds: times } = JSON.parse(process.argv[2])
const { open } = await import(`./query/${subject}.mjs`)
const { builds, scans, reads } = await open(paths, size)

const WARM_UPS = 2
const REPETITIONS = 5
const READS = 50_000

const middle = (values) => values.toSorted((a, b) => a - b)[values.length >> 1]

/** Milliseconds of the processor. */
function spent(work) {
  const since = process.cpuUsage()
  const result = work()
  const { user, system } = process.cpuUsage(since)
  return { ms: (user + system) / 1_000, result }
}

const measured = {}
for (const [name, build] of Object.entries(builds)) {
  const all = Array.from({ length: times }, () => spent(build))
  measured[`build ${name}`] = middle(all.map(({ ms }) => ms))
  const weight = all[0].result
  if (weight !== undefined) measured[`weight ${name}`] = weight / size
}
const counts = {}
for (const [name, scan] of Object.entries(scans)) {
  for (let time = 0; time < WARM_UPS; time++) scan()
  const all = Array.from({ length: REPETITIONS }, () => spent(scan))
  measured[`scan ${name}`] = middle(all.map(({ ms }) => ms))
  counts[`scan ${name}`] = all[0].result
}
for (const [name, read] of Object.entries(reads)) {
  const all = []
  for (let time = 0; time < WARM_UPS + REPETITIONS; time++) {
    let sum = 0
    const { ms } = spent(() => {
      for (let i = 0; i < READS; i++) sum += read(i)
    })
    counts[name] = sum
    if (time >= WARM_UPS) all.push((ms * 1e6) / READS)
  }
  measured[name] = middle(all)
}
process.send({ ...measured, counts })
process.disconnect()
