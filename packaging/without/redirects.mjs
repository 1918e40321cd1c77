/*
 * In place of `follow-redirects`: redirects are never followed (`client/transport/overHttp` passes
 * `maxRedirects: 0`), and axios takes Node's own modules then.
 */
export default {};
