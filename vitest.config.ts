import { defineConfig } from 'vitest/config'

/**
 * For journeys alone: they start servers, PostgreSQL and a browser, which a machine that is out of memory or disk for a
 * moment kills. The first failure is printed; what fails twice is a defect. `npm test` sets CI; vitest alone tries once.
 * A rule gets no second try: one that passes only sometimes is wrong.
 */
const retry = process.env.CI ? 1 : 0

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
        },
      },
      {
        test: {
          name: 'journeys',
          retry,
          include: ['*/src/**/*.journey.test.ts', 'scripts/**/*.journey.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          maxWorkers: 2,
        },
      },
    ],
  },
})
