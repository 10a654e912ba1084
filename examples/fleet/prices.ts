/** What is published: a price list, sound or with a fault that only those who take it find. @module */

export interface PriceList {
  readonly edition: number
  /** A layout that the decoder of this service doesn't survive. */
  readonly layout: 1 | 2
  readonly prices: Readonly<Record<string, number>>
}

export type PriceFault = 'negative prices' | 'a layout that kills' | undefined

const ARTICLES = 5_000

export function priceList(edition: number, fault?: PriceFault): Uint8Array {
  const sign = fault === 'negative prices' ? -1 : 1
  const prices = Object.fromEntries(
    Array.from({ length: ARTICLES }, (_, at) => [`a${at}`, sign * (((at * 7_919 + edition) % 9_973) + 1)]),
  )
  const list: PriceList = { edition, layout: fault === 'a layout that kills' ? 2 : 1, prices }
  return Buffer.from(JSON.stringify(list))
}

/** The decoder of the service, with its bug. */
export function decodePrices(bytes: Uint8Array): PriceList {
  const list = JSON.parse(new TextDecoder().decode(bytes)) as PriceList
  if (list.layout === 2) process.abort()
  return list
}

export const areSound = ({ prices }: PriceList): boolean => Object.values(prices).every((price) => price > 0)
