/** For other pages of the same server: `import('/verify/photo-reader.js')` reads a photo as the verifier does. */
export { readPhoto } from './read-picture.ts'
