import { defineConfig } from 'vitest/config'

/**
 * Two kinds of test: `rules` (fast, beside the code) and `journeys` (real processes and a real browser; two files at a
 * time: they mostly wait, each has its own folders and ports, and a small machine has two cores).
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'rules',
          include: ['*/src/**/*.test.ts', 'scripts/**/*.test.ts'],
          exclude: ['**/node_modules/**', '**/*.journey.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
          // Files of one worker share what they import: half of the time went into importing it again for each.
          isolate: false,
        },
      },
      {
        test: {
          name: 'journeys',
          include: ['*/src/**/*.journey.test.ts', 'scripts/**/*.journey.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          maxWorkers: 2,
        },
      },
    ],
  },
})
