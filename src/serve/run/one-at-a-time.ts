/** Does a piece of work for those who ask for it again and again. @module */

/**
 * One runs, and at most one waits: whoever asks meanwhile is served by the one that waits, which begins after all of them
 * have asked. The work must not throw.
 */
export function oneAtATime(work: () => Promise<void>): () => void {
  let isRunning = false
  let isWanted = false
  async function run(): Promise<void> {
    isRunning = true
    while (isWanted) {
      isWanted = false
      await work()
    }
    isRunning = false
  }
  return () => {
    isWanted = true
    if (!isRunning) void run()
  }
}
