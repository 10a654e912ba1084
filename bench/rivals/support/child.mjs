/** The process of one pair: starts what the parent names, and reads it whenever the parent asks. @module */

const [file, place, folder] = process.argv.slice(2)
const { start } = await import(String(file))
/** @type {{ read: () => unknown, stop: () => unknown } | undefined} */
let held

/** @type {Record<string, () => Promise<object>>} */
const orders = {
  async start() {
    held = await start(place, folder)
    return {}
  },
  async read() {
    if (held === undefined) throw new Error('it has not started')
    return { value: String(await held.read()) }
  },
}

process.on('message', async (/** @type {{ id: number, order: string }} */ { id, order }) => {
  const answer = await /** @type {() => Promise<object>} */ (orders[order])().catch(
    (/** @type {Error} */ error) => ({
      error: `${error?.code ?? error?.name}: ${error?.message}`.slice(0, 120),
    }),
  )
  process.send?.({ id, ...answer })
})
