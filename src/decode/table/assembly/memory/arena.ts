/** Memory that is taken piece by piece, and given back all at once. @module */

const ALIGN: usize = 15
/** The memory grows by so many pages at least, which are 16 MiB, as each growth costs the host new views. */
const STEP: usize = 256

const bottom: usize = (__heap_base + ALIGN) & ~ALIGN
let top: usize = bottom

/** Takes so many bytes, which aren't zeroed, at an address divisible by 16. */
export function take(bytes: usize): usize {
  const end = (<u64>top + <u64>bytes + ALIGN) & ~(<u64>ALIGN)
  const size = <u64>memory.size() << 16
  if (end > size && !grow(end - size)) return 0
  const at = top
  top = <usize>end
  return at
}

function grow(bytes: u64): bool {
  const pages = <usize>((bytes + 0xffff) >> 16)
  return memory.grow(<i32>max(pages, STEP)) >= 0 || memory.grow(<i32>pages) >= 0
}

/** Makes all free again that was taken. */
export function resetArena(): void {
  top = bottom
}
