/** A browser offers cryptography only in a secure context, that is https or localhost. */
export class NoSecureContextError extends Error {
  constructor() {
    super('Cards can be checked only on a secure page: open the verifier over https:// or on localhost.')
    this.name = 'NoSecureContextError'
  }
}
