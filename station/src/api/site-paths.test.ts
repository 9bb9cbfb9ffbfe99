import { queries } from '@sentra/contract'
import { expect, test } from 'vitest'
import { questions } from './site-client.ts'

test.each(Object.entries(questions))('%s is asked where the contract says', (name, [method, path]) => {
  const definition = queries[name as keyof typeof questions]
  expect([definition.method, definition.path]).toEqual([method, path])
})
