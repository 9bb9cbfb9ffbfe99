/**
 * How Node is started for a hub, so that it stays small beside PostgreSQL. Whoever starts `main.ts` gives it these;
 * without them a hub works the same in a hundred megabytes more. They count from the start of a process only.
 *
 * The young generation is small, because what a request leaves behind is dead when its receipt is sent.
 */
export const leanFlags = ['--max-semi-space-size=4']

/** For the C library: give memory back that was needed for a moment, and keep one store of it instead of one a thread. */
export const leanEnvironment = { MALLOC_ARENA_MAX: '2', MALLOC_TRIM_THRESHOLD_: '131072' }
