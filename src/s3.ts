/** everterm/s3: fetches objects of S3. Its peer is `@aws-sdk/client-s3`. @module */

export {
  type S3ClientLike,
  type S3Credentials,
  type S3Failover,
  type S3FailoverOptions,
  type S3Keys,
  type S3Options,
  s3,
} from './fetch/s3.ts'
