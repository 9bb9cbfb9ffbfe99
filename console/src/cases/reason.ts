/** Long enough that an auditor learns something a year later; the hub asks for the same. */
const reasonLengthMin = 10
export const reasonLengthMax = 500

export const isReason = (text: string) => text.trim().length >= reasonLengthMin
