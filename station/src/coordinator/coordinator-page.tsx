import { Tabs } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { siteQueries, useStatus } from '../api/use-site.ts'
import { DeskPage } from '../desk/desk-page.tsx'
import { TrustLink } from '../sign-in/trust-link.tsx'
import { CampaignPanel } from './campaign-panel.tsx'
import { CardsPanel } from './cards-panel.tsx'
import { DaysTable } from './days-table.tsx'
import { DeliveryForm } from './delivery-form.tsx'
import { LinePanel } from './line-panel.tsx'
import { LinkPanel } from './link-panel.tsx'
import { useOutageWords } from './outage-words.ts'
import { ReplanQuota } from './replan-quota.tsx'
import { SafetyPanel } from './safety-panel.tsx'
import { StaffPanel } from './staff-panel.tsx'
import { StockPanel } from './stock-panel.tsx'
import { TodayPanel } from './today-panel.tsx'
import { WasteForm } from './waste-form.tsx'
import './coordinator.css'

const tabs = ['today', 'stock', 'line', 'cards', 'link', 'safety', 'plan', 'staff'] as const
type Tab = (typeof tabs)[number]

/** Whether the day keeps its promises, and what to do when it will not. */
export function CoordinatorPage() {
  const { say, tell } = useOutageWords()
  const navigate = useNavigate()
  const { tab, visit } = useSearch({ strict: false }) as { tab?: Tab; visit?: string }
  const status = useStatus()
  const roles = useQuery(siteQueries.me).data?.staff.roles ?? []
  const lots = useQuery(siteQueries.stock).data?.lots ?? []
  const may = {
    act: roles.includes('coordinator'),
    plan: roles.includes('coordinator') || roles.includes('administrator'),
  }
  const shown: Tab = tab ?? (status && !status.campaign ? 'plan' : 'today')
  return (
    <DeskPage station="coordinator" wide>
      <Tabs
        value={shown}
        onChange={(next) => void navigate({ to: '/coordinator', search: { tab: next as Tab } })}
        keepMounted={false}
      >
        <Tabs.List mb="md">
          {tabs
            .filter((name) => name !== 'cards' || may.act)
            .map((name) => (
              <Tabs.Tab key={name} value={name} h={50} fz="md" fw={600}>
                {name === 'safety' ? tell('safetyTab') : say(`coordinator.${name}`)}
              </Tabs.Tab>
            ))}
        </Tabs.List>
        <Tabs.Panel value="today">
          <div className="stack">
            <TodayPanel mayAct={may.act} />
            {may.act ? <ReplanQuota /> : null}
            <DaysTable />
          </div>
        </Tabs.Panel>
        <Tabs.Panel value="stock">
          <div className="stack">
            <StockPanel />
            {may.act ? <DeliveryForm /> : null}
            {may.act ? <WasteForm lots={lots} /> : null}
          </div>
        </Tabs.Panel>
        <Tabs.Panel value="line">
          <LinePanel />
        </Tabs.Panel>
        <Tabs.Panel value="cards">
          <CardsPanel
            visitId={visit}
            onOpen={(next) =>
              void navigate({
                to: '/coordinator',
                search: { tab: 'cards', ...(next ? { visit: next } : {}) },
              })
            }
          />
        </Tabs.Panel>
        <Tabs.Panel value="link">
          <LinkPanel mayAct={may.act} />
          <TrustLink always />
        </Tabs.Panel>
        <Tabs.Panel value="safety">
          <SafetyPanel />
        </Tabs.Panel>
        <Tabs.Panel value="plan">
          <CampaignPanel mayPlan={may.plan} />
        </Tabs.Panel>
        <Tabs.Panel value="staff">
          <StaffPanel mayEnrol={may.plan} />
        </Tabs.Panel>
      </Tabs>
    </DeskPage>
  )
}
