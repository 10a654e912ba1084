/** Lets instances on many hosts take publications, of which each host is to download one, and kills a process meanwhile. @module */

import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startInstances } from '../support/instances.mjs'
import { openPublications } from '../support/publications.mjs'

const { processes, each, hosts, bytes, slowMs } = JSON.parse(process.argv[2])
const folder = mkdtempSync(join(tmpdir(), 'bench-hosts-'))
const store = await openPublications()
// Another one each time, so that no delta is worth it.
const filling = () => randomBytes(bytes / 2).toString('hex')
const whole = ({ sha256 }) => store.downloads(sha256).filter((one) => one.whole).length

const first = await store.publish({ v: 1, filling: filling() })
const instances = await startInstances(processes, {
  count: each,
  hosts,
  folder,
  store: store.url,
  key: store.key,
})
await instances.collect()
const results = [{ what: 'all start at once', downloads: whole(first), killed: 0, allHave: true }]

const second = await store.publish({ v: 2, filling: filling() })
await instances.ask('refresh')
results.push({ what: 'all refresh at once', downloads: whole(second), killed: 0, allHave: await haveAll(2) })

store.slowMs = slowMs
const third = await store.publish({ v: 3, filling: filling() })
const refreshing = instances.ask('refresh')
// Who is at it now leads a download of its host. Whoever leads one is killed, since one chosen beforehand may lead none.
const leading = () => store.downloads(third.sha256).filter(({ whole }) => !whole)
let isOver = false
refreshing.finally(() => {
  isOver = true
})
while (leading().length === 0 && !isOver) await sleep(10)
await sleep(slowMs / 4)
const killed = Number(leading()[0]?.by ?? 0)
const led = leading().filter(({ by }) => Number(by) === killed).length
await instances.kill(killed)
await refreshing
const asked = store.downloads(third.sha256).length
results.push({
  what: 'a process is killed in the middle',
  downloads: asked,
  killed: led,
  allHave: await haveAll(3),
})
await instances.stop()
await store.close()
rmSync(folder, { recursive: true, force: true })
process.send({ hosts, all: processes * each, results })

async function haveAll(v) {
  const { swaps } = await instances.collect()
  return swaps.filter(([, what]) => what === v).length === instances.living * each
}
