/** The native half of ioredis: see jsapi/redis. */
declare module "host:internal/redis" {
  const native: any;
  export default native;
}
