export * from './checkpoint.ts'
export * from './ed25519-key.ts'
export * from './note-key.ts'
export * from './signed-note.ts'
