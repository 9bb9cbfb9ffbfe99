import { SentraProvider, startWords } from '@sentra/ui'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { RefusedError } from './api/hub-client.ts'
import { App } from './app.tsx'
import './console.css'
import en from './words/en.json' with { type: 'json' }
import id from './words/id.json' with { type: 'json' }

startWords({ id, en })

const client = new QueryClient({
  defaultOptions: {
    queries: {
      // A refusal is an answer; silence is asked again by the regular refresh.
      retry: (failures, error) => !(error instanceof RefusedError) && failures < 1,
      networkMode: 'always',
    },
  },
})

const root = document.getElementById('app')
if (!root) throw new Error('index.html has no element with id "app"')
createRoot(root).render(
  <StrictMode>
    <SentraProvider>
      <QueryClientProvider client={client}>
        <App />
      </QueryClientProvider>
    </SentraProvider>
  </StrictMode>,
)
