/** The region of a bucket, as the environment or S3 names it. @module */

/** The SDK reads `AWS_REGION` only; other tools of AWS know the second name, too. An empty one counts as absent. */
export const regionFromEnvironment = (env: NodeJS.ProcessEnv = process.env): string | undefined =>
  env.AWS_REGION || env.AWS_DEFAULT_REGION || undefined

// A region becomes part of a host name: an origin must not choose another host by it.
const REGION = /^[a-z0-9]+(-[a-z0-9]+)*$/

/** The region that what the SDK threw names as the right one, in a header or in the body. */
export function regionNamedBy(thrown: unknown): string | undefined {
  const { $response, Region } = (thrown ?? {}) as SdkFailure
  const named = $response?.headers?.['x-amz-bucket-region'] ?? Region
  return typeof named === 'string' && named.length <= 32 && REGION.test(named) ? named : undefined
}

interface SdkFailure {
  readonly $response?: { readonly headers?: Readonly<Record<string, unknown>> }
  readonly Region?: unknown
}
