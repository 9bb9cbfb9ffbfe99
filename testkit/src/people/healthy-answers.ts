/** The short screening of an adult who may be vaccinated today. */
export const healthyAnswers = {
  temperature: 36.6,
  systolic: 120,
  diastolic: 80,
  severeAllergyAny: false,
  severeAllergyAfterDose: false,
  pregnant: false,
  autoimmune: false,
  clottingImmuneBlood: false,
  immunosuppressants: false,
  severeHeartDyspnoea: false,
}
