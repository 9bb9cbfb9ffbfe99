declare module 'virtual:zxing-reader' {
  /** Where the compressed wasm of the QR reader lies. */
  const address: string
  export default address
}
