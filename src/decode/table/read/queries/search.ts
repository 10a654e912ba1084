/** Looks for a place by halves. @module */

/** The first place from `start` to before `end` that fits, where all behind it do as well; `end` if none does. */
export function firstThat(start: number, end: number, fits: (at: number) => boolean): number {
  let low = start
  let high = end
  while (low < high) {
    const middle = (low + high) >>> 1
    if (fits(middle)) high = middle
    else low = middle + 1
  }
  return low
}
