/** Makes an environment in which the AWS SDK finds nothing but what a test gives it. @module */

import { afterEach, beforeEach, vi } from 'vitest'

/** Hides keys, region and profile of the machine from the tests of a file; the SDK looks nowhere else. */
export function bareAwsEnvironment(): void {
  beforeEach(() => {
    for (const name of Object.keys(process.env)) {
      if (name.startsWith('AWS_')) vi.stubEnv(name, undefined)
    }
    vi.stubEnv('AWS_CONFIG_FILE', '/dev/null')
    vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/dev/null')
    vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true')
    vi.stubEnv('AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED', 'true')
  })
  afterEach(() => {
    vi.unstubAllEnvs()
  })
}
