export { type CardPaperOptions, cardPaper } from './card-paper.ts'
export { qrShape } from './qr-shape.ts'
export { type StatementPaperOptions, statementPaper } from './statement-paper.ts'
export { type TicketPaperOptions, ticketPaper } from './ticket-paper.ts'
