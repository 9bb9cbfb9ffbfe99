import type { QueryAnswer } from '@sentra/contract'
import { formatCount, Notice, useWords } from '@sentra/ui'

type Today = QueryAnswer<'status'>['today']

/** By day 2 the screen says whether the stock will last exactly; before that it says nothing. */
export function ForecastNotice({
  forecast,
  dosesLeft,
  day,
}: {
  forecast: Today['forecast']
  dosesLeft: number
  day: number | null
}) {
  const { say, language } = useWords()
  if (forecast === 'unknown' || day === null) return null
  return (
    <Notice tone={forecast === 'on-time' ? 'good' : 'warn'}>
      {say(`forecast.${forecast}`, { count: formatCount(dosesLeft, language) })}
    </Notice>
  )
}
