import { OutageReport } from './outage-report.tsx'
import { SendingPanel } from './sending-panel.tsx'
import { ServicesPanel } from './services-panel.tsx'
import { UsbSteps } from './usb-steps.tsx'
import './link-panel.css'

/** What lies outside this site: the hub and how the sending goes, national services, every outage as a fact. */
export function LinkPanel({ mayAct }: { mayAct: boolean }) {
  return (
    <div className="stack">
      <SendingPanel />
      <UsbSteps />
      <ServicesPanel mayAct={mayAct} />
      <OutageReport />
    </div>
  )
}
