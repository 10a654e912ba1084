/** Keeps the process alive while somebody waits: the timers of terms don't. @module */

const FAR = 2 ** 31 - 1

/** Holds the process until the function that it returns is called. */
export function hold(): () => void {
  const timer = setInterval(() => {}, FAR)
  return () => clearInterval(timer)
}

/** Holds the process until the work is settled. */
export async function holding<T>(work: Promise<T>): Promise<T> {
  const release = hold()
  try {
    return await work
  } finally {
    release()
  }
}
