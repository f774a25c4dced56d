import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

/** The domain's words in the reader's language. A word that is not here is shown as it stands in the data. */
type Words = Readonly<Record<string, MessageDescriptor>>;

export const ACCOUNT_WORDS: Words = {
  performed: msg`performed`,
  firm: msg`firm`,
  conditional: msg`conditional`,
  option: msg`option`,
  intent: msg`intent`,
  lapsed: msg`lapsed`,
};

/** What an account means, in a sentence. */
export const ACCOUNT_MEANINGS: Words = {
  performed: msg`paid or delivered already`,
  firm: msg`binding now`,
  conditional: msg`binding once a condition is met`,
  option: msg`binding only if the holder exercises it`,
  intent: msg`announced, not binding`,
  lapsed: msg`no longer owed`,
};

export const KIND_WORDS: Words = {
  payment: msg`Payment`,
  capacity: msg`Capacity`,
  chips: msg`Chips`,
  equity: msg`Equity`,
  shares: msg`Shares`,
  loan: msg`Loan`,
  guarantee: msg`Guarantee`,
  'revenue-share': msg`Revenue share`,
};

/** Who owes whom, by kind: the direction of a leg in words. */
export const DIRECTION_WORDS: Words = {
  payment: msg`customer pays supplier`,
  capacity: msg`supplier provides capacity to customer`,
  chips: msg`vendor delivers chips to buyer`,
  equity: msg`investor puts equity into issuer`,
  shares: msg`issuer grants shares to holder`,
  loan: msg`lender lends to borrower`,
  guarantee: msg`guarantor covers beneficiary`,
  'revenue-share': msg`payer shares revenue with payee`,
};

export const STATE_WORDS: Words = {
  rumoured: msg`rumoured`,
  announced: msg`announced`,
  signed: msg`signed`,
  performing: msg`performing`,
  lapsed: msg`lapsed`,
  completed: msg`completed`,
  terminated: msg`terminated`,
};

export const TIER_WORDS: Words = {
  filing: msg`filing`,
  company: msg`company`,
  press: msg`press`,
  analyst: msg`analyst`,
  rumour: msg`rumour`,
};

export const RIGHT_WORDS: Words = {
  exclusivity: msg`exclusivity`,
  'first-refusal': msg`right of first refusal`,
  'early-exit': msg`early exit`,
  'most-favoured': msg`most favoured`,
};

export const METRIC_WORDS: Words = {
  'revenue-run-rate': msg`Revenue run-rate`,
  revenue: msg`Revenue`,
  cash: msg`Cash`,
  'undrawn-facilities': msg`Undrawn facilities`,
  'capex-guidance': msg`Capital spending guidance`,
  'remaining-performance-obligations': msg`Remaining performance obligations`,
  'market-value-change': msg`Change of market value`,
  'share-price-change': msg`Change of share price`,
  'equity-buffer': msg`Equity buffer`,
};

export const ENTRY_STATUS_WORDS: Words = {
  'in-force': msg`in force`,
  corrected: msg`corrected since`,
  retracted: msg`retracted`,
  correction: msg`correction`,
  retraction: msg`retraction`,
  disputed: msg`disputed`,
  dispute: msg`dispute`,
  ruling: msg`ruling`,
};

export const QUALIFIER_WORDS: Words = {
  exact: msg`exactly`,
  approx: msg`about`,
  upTo: msg`up to`,
  atLeast: msg`at least`,
  between: msg`between`,
  undisclosed: msg`undisclosed`,
};
