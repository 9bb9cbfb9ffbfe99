import { SentraProvider, startWords } from '@sentra/ui'
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { followSite } from './api/live.ts'
import { guardUnanswered } from './api/send-command.ts'
import { RefusedError } from './api/site-client.ts'
import { stationRouter } from './router.tsx'
import { noteSignedOut } from './sign-in/signed-out.ts'

startWords()
guardUnanswered()

const client = new QueryClient({
  queryCache: new QueryCache({
    // The shift ended while this page was open: say so now, not when the next person stands here.
    onError: (error) => {
      if (
        error instanceof RefusedError &&
        error.refusal.error === 'not-signed-in' &&
        client.getQueryData(['me'])
      )
        noteSignedOut()
    },
  }),
  defaultOptions: {
    queries: {
      // A refusal is an answer; a silent site is asked again until it speaks.
      retry: (failures, error) => !(error instanceof RefusedError) && failures < 3,
      retryDelay: 1000,
      // The LAN needs no internet; the browser's own idea of "offline" is about the internet.
      networkMode: 'always',
      staleTime: 1000,
    },
  },
})
followSite(client)

const root = document.getElementById('app')
if (!root) throw new Error('index.html has no element with id "app"')
createRoot(root).render(
  <StrictMode>
    <SentraProvider>
      <QueryClientProvider client={client}>
        <RouterProvider router={stationRouter} />
      </QueryClientProvider>
    </SentraProvider>
  </StrictMode>,
)
