/** Which units there are, and which of them a leg of each kind may be in. Units are never added to each other. */

export const LEG_KINDS = [
  'payment',
  'capacity',
  'chips',
  'equity',
  'shares',
  'loan',
  'guarantee',
  'revenue-share',
] as const;
export type LegKind = (typeof LEG_KINDS)[number];

const CAPACITY_UNITS: ReadonlySet<string> = new Set(['MW', 'MW-IT', 'MW-facility', 'accelerator']);
const CHIP_UNITS: ReadonlySet<string> = new Set(['accelerator', 'MW']);

/** ISO 4217, the codes in use. */
const CURRENCIES: ReadonlySet<string> = new Set(
  (
    'AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF ' +
    'CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG ' +
    'HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA ' +
    'MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD ' +
    'RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX ' +
    'USD UYU UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG'
  ).split(' '),
);

export function isCurrency(unit: string): boolean {
  return CURRENCIES.has(unit);
}

/** Whether a leg of this kind may owe this unit. */
export function unitFitsKind(kind: LegKind, unit: string): boolean {
  switch (kind) {
    case 'capacity':
      return CAPACITY_UNITS.has(unit);
    case 'chips':
      return CHIP_UNITS.has(unit);
    case 'shares':
      return unit === 'share' || isCurrency(unit);
    case 'payment':
    case 'equity':
    case 'loan':
    case 'guarantee':
    case 'revenue-share':
      return isCurrency(unit);
  }
}

/** Whether something can be aimed at in this unit at all. */
export function isUnit(unit: string): boolean {
  return CAPACITY_UNITS.has(unit) || unit === 'share' || isCurrency(unit);
}
