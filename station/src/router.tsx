import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  type RouteComponent,
} from '@tanstack/react-router'
import { NotFound } from './not-found.tsx'
import { SignInPage } from './sign-in/sign-in-page.tsx'

/** Only ids travel in addresses: a ticket, a visit, a tab. Never a name or a number of a person. */
interface StationSearch {
  ticket?: string
  visit?: string
  tab?: string
}

const id = (value: unknown) => (typeof value === 'string' && /^[\w-]{1,60}$/.test(value) ? value : undefined)

const root = createRootRoute({
  notFoundComponent: NotFound,
  validateSearch: (search: Record<string, unknown>): StationSearch => {
    const { ticket, visit, tab } = { ticket: id(search.ticket), visit: id(search.visit), tab: id(search.tab) }
    return { ...(ticket ? { ticket } : {}), ...(visit ? { visit } : {}), ...(tab ? { tab } : {}) }
  },
})

const page = (path: string, component: RouteComponent) =>
  createRoute({ getParentRoute: () => root, path, component })

const routes = [
  page('/', SignInPage),
  page(
    '/gate',
    lazyRouteComponent(() => import('./gate/gate-page.tsx'), 'GatePage'),
  ),
  page(
    '/registration',
    lazyRouteComponent(() => import('./registration/registration-page.tsx'), 'RegistrationPage'),
  ),
  page(
    '/screening',
    lazyRouteComponent(() => import('./screening/screening-page.tsx'), 'ScreeningPage'),
  ),
  page(
    '/vaccination',
    lazyRouteComponent(() => import('./vaccination/vaccination-page.tsx'), 'VaccinationPage'),
  ),
  page(
    '/observation',
    lazyRouteComponent(() => import('./observation/observation-page.tsx'), 'ObservationPage'),
  ),
  page(
    '/card',
    lazyRouteComponent(() => import('./card-desk/card-desk-page.tsx'), 'CardDeskPage'),
  ),
  page(
    '/board',
    lazyRouteComponent(() => import('./board/board-page.tsx'), 'BoardPage'),
  ),
  page(
    '/coordinator',
    lazyRouteComponent(() => import('./coordinator/coordinator-page.tsx'), 'CoordinatorPage'),
  ),
]

export const stationRouter = createRouter({ routeTree: root.addChildren(routes), defaultPreload: 'intent' })
